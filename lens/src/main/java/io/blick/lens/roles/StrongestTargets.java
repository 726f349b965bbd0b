package io.blick.lens.roles;

import java.util.Arrays;

/**
 * The word that each word of a sentence looks at most, head by head, itself left out. A weight
 * between words is the sum over the pieces of the word looked at, and the mean over the pieces of
 * the word that looks.
 */
final class StrongestTargets {
  private final int words;
  /** Where each word's pieces begin, and where the last one's end. */
  private final int[] starts;
  /** Which word is looked at, by head and by the word that looks. */
  private final byte[] targets;

  /**
   * Begins with a sentence.
   *
   * @param starts where each word's pieces begin, and where those of the last end; of at most 127
   *     words
   * @param heads of all layers together
   */
  StrongestTargets(int[] starts, int heads) {
    this.starts = starts.clone();
    this.words = starts.length - 1;
    this.targets = new byte[heads * words];
  }

  /**
   * Adds one head; different heads may be added at once by different threads.
   *
   * @param weights of pieces on pieces
   */
  void take(int head, float[][] weights) {
    double[] sums = new double[words];
    for (int word = 0; word < words; word++) {
      Arrays.fill(sums, 0);
      for (int t = starts[word]; t < starts[word + 1]; t++) {
        add(weights[t], sums);
      }
      targets[head * words + word] = (byte) largest(sums, word);
    }
  }

  private void add(float[] weights, double[] sums) {
    for (int word = 0; word < words; word++) {
      for (int s = starts[word]; s < starts[word + 1]; s++) {
        sums[word] += weights[s];
      }
    }
  }

  /**
   * Returns the word with the largest sum, the first of equal ones, {@code self} left out. All sums
   * are of the same number of pieces, so the mean need not be taken.
   */
  private int largest(double[] sums, int self) {
    int largest = self == 0 ? Math.min(1, words - 1) : 0;
    for (int word = largest + 1; word < words; word++) {
      if (word != self && sums[word] > sums[largest]) {
        largest = word;
      }
    }
    return largest;
  }

  /** Returns the word that a word looks at most in a head. */
  int target(int head, int word) {
    return targets[head * words + word];
  }

  /** Returns the words that are looked at, by head and by the word that looks. */
  byte[] all() {
    return targets.clone();
  }
}
