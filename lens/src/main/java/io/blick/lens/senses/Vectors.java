package io.blick.lens.senses;

import io.blick.lens.trace.TextUnits;

/** Vectors of words in float64. */
final class Vectors {
  private Vectors() {}

  /**
   * Returns the mean over the pieces of a word.
   *
   * @param states of all pieces (S, C), row-major
   */
  static double[] mean(float[] states, TextUnits words, int word) {
    int width = states.length / pieces(words);
    double[] mean = new double[width];
    for (int piece : words.pieces(word)) {
      for (int c = 0; c < width; c++) {
        mean[c] += states[piece * width + c];
      }
    }
    for (int c = 0; c < width; c++) {
      mean[c] /= words.pieces(word).size();
    }
    return mean;
  }

  private static int pieces(TextUnits words) {
    int pieces = 0;
    for (int i = 0; i < words.size(); i++) {
      pieces += words.pieces(i).size();
    }
    return pieces;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Adds factor · x to a sum. */
  static void add(double[] sum, double factor, double[] x) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * x[i];
    }
  }
}
