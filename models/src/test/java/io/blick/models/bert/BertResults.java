package io.blick.models.bert;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All that a model gives for a batch.
 *
 * @param hidden after the embeddings, then after each layer (N, C)
 * @param pooled (B, C)
 * @param logits at every place (N, V)
 * @param embedding (B, C)
 */
record BertResults(List<Tensor> hidden, Tensor pooled, Tensor logits, Tensor embedding) {

  static BertResults of(TextModel model, Ops ops, Batch batch) {
    List<Tensor> hidden = model.forward(ops, batch);
    Tensor last = hidden.getLast();
    int[] places = IntStream.range(0, last.size(0)).toArray();
    return new BertResults(
        hidden,
        model.head(TextHead.Pooler.class).orElseThrow().pool(ops, last, batch),
        model
            .head(TextHead.MaskedHead.class)
            .orElseThrow()
            .logits(ops, last, Tensor.of(places, places.length)),
        model.head(TextHead.SentenceHead.class).orElseThrow().embed(ops, last, batch));
  }

  List<Tensor> all() {
    List<Tensor> all = new ArrayList<>(hidden);
    all.addAll(List.of(pooled, logits, embedding));
    return all;
  }

  /** Returns the largest difference of two tensors of the same sizes. */
  static double difference(Tensor a, Tensor b) {
    assertThat(a.sizes()).isEqualTo(b.sizes());
    double worst = 0;
    for (long i = 0; i < a.count(); i++) {
      double difference = Math.abs(a.get(i) - b.get(i));
      worst = Double.isNaN(difference) ? Double.NaN : Math.max(worst, difference);
    }
    return worst;
  }
}
