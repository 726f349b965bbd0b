package io.blick.lens.trace;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.TextHead;
import java.util.stream.IntStream;

/**
 * What a causal language model computes from the last hidden states of a pass. It is computed when
 * it is asked for, since V numbers for each piece are many; until then the model must stay open.
 *
 * @param head the model's
 * @param last the last hidden states (S, C)
 */
public record NextPieceOutput(TextHead.NextPieceHead head, Tensor last) {

  /**
   * Returns the norm of the last hidden states.
   *
   * @return (S, C)
   * @throws IllegalStateException if the model is closed
   */
  public Tensor norm() {
    try (Parallel cores = Parallel.ofCores();
        Ops ops = EagerOps.on(cores)) {
      return head.norm(ops, last).copy().readOnly();
    }
  }

  /**
   * Returns the logit of each piece of the vocabulary after each piece of the text.
   *
   * @return (S, V)
   * @throws IllegalStateException if the model is closed, or a logit is not finite
   */
  public Tensor logits() {
    int pieces = last.size(0);
    Tensor rows = Tensor.of(IntStream.range(0, pieces).toArray(), pieces);
    try (Parallel cores = Parallel.ofCores();
        Ops ops = EagerOps.on(cores)) {
      return head.logits(ops, last, rows).copy().readOnly();
    }
  }
}
