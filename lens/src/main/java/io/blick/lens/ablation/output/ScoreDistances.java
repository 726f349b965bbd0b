package io.blick.lens.ablation.output;

/** Comparisons of scores. */
final class ScoreDistances {
  private ScoreDistances() {}

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
