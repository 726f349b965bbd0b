package io.blick.bench.embed;

import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Blick's way from texts to their vectors, in batches.
 *
 * @param model a sentence embedder
 * @param ops computes it
 * @param most texts of a batch
 */
record BlickEmbedder(TextModel model, EagerOps ops, int most) {

  /** Returns the vectors of the texts, in their order. */
  List<float[]> embed(List<String> texts) {
    List<float[]> vectors = new ArrayList<>();
    for (int at = 0; at < texts.size(); at += most) {
      vectors.addAll(batch(texts.subList(at, Math.min(texts.size(), at + most))));
    }
    return vectors;
  }

  private List<float[]> batch(List<String> texts) {
    var encodings = texts.stream().map(model.tokenizer()::encode).toList();
    Batch batch = Batch.of(encodings);
    Tensor last = model.forward(ops, batch).getLast();
    Tensor embedded = model.head(TextHead.SentenceHead.class).orElseThrow().embed(ops, last, batch);
    List<float[]> vectors = new ArrayList<>();
    for (int b = 0; b < embedded.size(0); b++) {
      vectors.add(embedded.at(b).toFloats());
    }
    ops.reset();
    return vectors;
  }
}
