package io.blick.bench.minilm;

import io.blick.bench.report.TargetRow;
import io.blick.bench.report.Verdict;
import io.blick.core.tensor.Tensor;
import java.util.Locale;

/**
 * The cosine similarity of two embeddings of the same text, the smallest of a batch.
 *
 * @param cosine a · b / (|a| |b|): 1 for the same direction
 */
record CosineSimilarity(double cosine) {
  private static final double LEAST = 0.999999;

  /**
   * Returns the smallest cosine of the batch.
   *
   * @param ours Blick's embeddings (B, C)
   * @param peers the peer's (B, C)
   */
  static CosineSimilarity of(Tensor ours, Tensor peers) {
    double least = Double.POSITIVE_INFINITY;
    for (int b = 0; b < ours.size(0); b++) {
      least = Math.min(least, cosine(ours.at(b), peers.at(b)));
    }
    return new CosineSimilarity(least);
  }

  private static double cosine(Tensor a, Tensor b) {
    double product = 0;
    double ofA = 0;
    double ofB = 0;
    for (long i = 0; i < a.count(); i++) {
      product += a.get(i) * b.get(i);
      ofA += a.get(i) * a.get(i);
      ofB += b.get(i) * b.get(i);
    }
    return product / StrictMath.sqrt(ofA * ofB);
  }

  TargetRow row(String work) {
    return TargetRow.withoutPeer(
        work + ", cosine of both sides' embeddings",
        String.format(Locale.ROOT, "%.9f", cosine),
        "≥ " + LEAST,
        Verdict.of(cosine >= LEAST));
  }
}
