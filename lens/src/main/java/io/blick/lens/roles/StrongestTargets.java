package io.blick.lens.roles;

import io.blick.models.token.Encoding;
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
   * @param first index of its first own word
   * @param words their number, at most 127
   * @param heads of all layers together
   */
  StrongestTargets(Encoding sentence, int first, int words, int heads) {
    this.words = words;
    this.targets = new byte[heads * words];
    this.starts = new int[words + 1];
    for (int word = 0; word < words; word++) {
      starts[word] = sentence.words().get(first + word).pieces().getFirst();
    }
    starts[words] = sentence.words().get(first + words - 1).pieces().getLast() + 1;
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
}
