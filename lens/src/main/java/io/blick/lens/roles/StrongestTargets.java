package io.blick.lens.roles;

import io.blick.lens.run.WordSums;
import java.util.Arrays;

/** The word that each word of a sentence looks at most, head by head, itself left out. */
final class StrongestTargets {
  private final WordSums words;
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
    this.words = new WordSums(starts);
    this.targets = new byte[heads * words.words()];
  }

  /**
   * Adds one head; different heads may be added at once by different threads.
   *
   * @param weights of pieces on pieces
   */
  void take(int head, float[][] weights) {
    double[] sums = new double[words.words()];
    for (int word = 0; word < sums.length; word++) {
      Arrays.fill(sums, 0);
      for (int t = words.start(word); t < words.start(word + 1); t++) {
        words.add(weights[t], sums);
      }
      // All sums are of the same number of pieces, so the mean need not be taken.
      targets[head * sums.length + word] = (byte) words.largest(sums, word);
    }
  }

  /** Returns the word that a word looks at most in a head. */
  int target(int head, int word) {
    return targets[head * words.words() + word];
  }

  /** Returns the words that are looked at, by head and by the word that looks. */
  byte[] all() {
    return targets.clone();
  }
}
