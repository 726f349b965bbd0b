package io.blick.models.causal;

import io.blick.core.cache.KvCache;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Finite;
import io.blick.models.text.TextHead;
import io.blick.models.weights.OpenWeights;
import java.util.Set;

/**
 * The next-piece head of a stack, computed while the model's weights are open.
 *
 * @param ends the pieces after which a text does not go on
 */
record NextPiece(OpenWeights open, CausalStack stack, CausalSizes sizes, Set<Integer> ends)
    implements TextHead.NextPieceHead {
  private static final String LOGITS = "the logits of the next pieces";

  /** Copies the set. */
  NextPiece {
    ends = Set.copyOf(ends);
  }

  @Override
  public int width() {
    return sizes.vocabulary();
  }

  @Override
  public KvCache cache() {
    return KvCache.empty(sizes.layers(), sizes.keyValueHeads(), sizes.headDim(), sizes.headDim());
  }

  @Override
  public Tensor norm(Ops ops, Tensor hidden) {
    return open.pass(() -> stack.norm(ops, hidden));
  }

  @Override
  public Tensor logits(Ops ops, Tensor hidden, Tensor rows) {
    Tensor logits = open.pass(() ->
        ops.scoped(() -> stack.logits(ops, stack.norm(ops, ops.gather(hidden, rows)))));
    return Finite.checked(open.model(), LOGITS, logits);
  }
}
