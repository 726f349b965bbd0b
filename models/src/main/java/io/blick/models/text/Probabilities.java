package io.blick.models.text;

import io.blick.models.text.TextHead.ClassKind;
import java.util.Arrays;

/** Probabilities from logits, in float64. */
public final class Probabilities {
  private Probabilities() {}

  /**
   * Returns the score of each class.
   *
   * @param kind what the logits mean together: their softmax, the logistic function of each, or
   *     they themselves
   */
  public static double[] scores(ClassKind kind, double[] logits) {
    return switch (kind) {
      case ONE -> softmax(logits);
      case MANY -> Arrays.stream(logits).map(Probabilities::logistic).toArray();
      case SCORE -> logits.clone();
    };
  }

  /** Returns exp(x) / Σ exp(x). */
  public static double[] softmax(double[] logits) {
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
  public static double logistic(double logit) {
    double small = StrictMath.exp(-Math.abs(logit));
    return logit < 0 ? small / (1 + small) : 1 / (1 + small);
  }
}
