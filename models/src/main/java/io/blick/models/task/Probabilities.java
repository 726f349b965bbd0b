package io.blick.models.task;

/** Probabilities from logits, in float64. */
final class Probabilities {
  private Probabilities() {}

  /** Returns exp(x) / Σ exp(x). */
  static double[] softmax(double[] logits) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = StrictMath.exp(logits[i] - max);
      sum += probabilities[i];
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /** Returns 1 / (1 + exp(−x)), without overflow for any x. */
  static double logistic(double logit) {
    double small = StrictMath.exp(-Math.abs(logit));
    return logit < 0 ? small / (1 + small) : 1 / (1 + small);
  }
}
