package io.blick.models.causal;

import io.blick.core.attention.AttentionCall;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a causal model computes of one text.
 *
 * @param weights of each layer (H, S, S)
 * @param hidden after the embeddings, then after each layer (S, C)
 * @param last the norm of the last (S, C)
 * @param logits of what may follow each piece (S, V)
 */
record CausalValues(List<Tensor> weights, List<Tensor> hidden, Tensor last, Tensor logits) {

  /** Runs a text on all cores. */
  static CausalValues of(TextModel model, int... ids) {
    List<Tensor> weights = new ArrayList<>();
    try (Parallel threads = Parallel.ofCores();
        EagerOps ops = EagerOps.on(threads, call -> weights.add(weights(call)))) {
      List<Tensor> hidden = model.forward(ops, Batch.ofIds(List.of(ids)));
      NextPieceHead head = model.head(NextPieceHead.class).orElseThrow();
      int[] rows = IntStream.range(0, ids.length).toArray();
      Tensor logits = head.logits(ops, hidden.getLast(), Tensor.of(rows, rows.length));
      return new CausalValues(
          weights,
          hidden.stream().map(Tensor::copy).toList(),
          head.norm(ops, hidden.getLast()).copy(),
          logits.copy());
    }
  }

  private static Tensor weights(AttentionCall call) {
    int heads = call.q().size(2);
    int queries = call.q().size(1);
    int keys = call.k().size(1);
    float[] weights = new float[heads * queries * keys];
    for (int h = 0; h < heads; h++) {
      for (int t = 0; t < queries; t++) {
        System.arraycopy(call.weights(0, h, t), 0, weights, (h * queries + t) * keys, keys);
      }
    }
    return Tensor.of(weights, heads, queries, keys);
  }
}
