package io.blick.lens.ablation.output;

import io.blick.models.text.TextHead.ClassKind;
import java.util.Arrays;

/** What logits of one text mean, as the commands that classify, tag and answer print it. */
final class TaskScores {
  private TaskScores() {}

  /** Returns the scores of classes: softmax, logistic function, or the logits themselves. */
  static double[] classes(ClassKind kind, double[] logits) {
    return switch (kind) {
      case ONE -> softmax(logits);
      case MANY -> Arrays.stream(logits).map(TaskScores::logistic).toArray();
      case SCORE -> logits;
    };
  }

  /** Returns exp(x) / Σ exp(x), in float64. */
  static double[] softmax(double[] logits) {
    double max = Arrays.stream(logits).max().orElse(0);
    double[] probabilities =
        Arrays.stream(logits).map(x -> StrictMath.exp(x - max)).toArray();
    // One by one: a stream would compensate the sum, and be another number in its last bit.
    double sum = 0;
    for (double one : probabilities) {
      sum += one;
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /** Returns 1 / (1 + exp(−x)), without overflow for any x. */
  private static double logistic(double logit) {
    double small = StrictMath.exp(-Math.abs(logit));
    return logit < 0 ? small / (1 + small) : 1 / (1 + small);
  }

  /** Returns the index of the largest number; of equal ones the first. */
  static int largest(double[] numbers) {
    int largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      largest = numbers[i] > numbers[largest] ? i : largest;
    }
    return largest;
  }

  /** Returns the total variation between two distributions, ½ Σ |p − q|: from 0 to 1. */
  static double totalVariation(double[] p, double[] q) {
    return sumOfDifferences(p, q) / 2;
  }

  /** Returns Σ |p − q|. */
  static double sumOfDifferences(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += Math.abs(p[i] - q[i]);
    }
    return sum;
  }
}
