package io.blick.lens.run;

/**
 * The words of a sentence as runs of pieces, and the sums of weights over them. A weight between
 * words is the sum over the pieces of the word looked at, and the mean over those of the word that
 * looks.
 */
public final class WordSums {
  private final int[] starts;

  /**
   * Begins with a sentence.
   *
   * @param starts where each word's pieces begin, and where those of the last end
   */
  public WordSums(int[] starts) {
    this.starts = starts.clone();
  }

  /** Returns how many words there are. */
  public int words() {
    return starts.length - 1;
  }

  /** Returns where a word's pieces begin; for the number of words, where those of the last end. */
  public int start(int word) {
    return starts[word];
  }

  /** Returns how many pieces a word has. */
  public int pieces(int word) {
    return starts[word + 1] - starts[word];
  }

  /**
   * Adds to the sum of each word the weights on its pieces.
   *
   * @param weights of one piece that looks (S)
   * @param sums of the words, which come first in it
   */
  public void add(float[] weights, double[] sums) {
    for (int word = 0; word < words(); word++) {
      for (int s = starts[word]; s < starts[word + 1]; s++) {
        sums[word] += weights[s];
      }
    }
  }

  /**
   * Returns the word with the largest sum, the first of equal ones, the one that looks left out;
   * that one where there is no other.
   *
   * @param sums of the words, which come first in it
   */
  public int largest(double[] sums, int looking) {
    int largest = looking == 0 ? Math.min(1, words() - 1) : 0;
    for (int word = largest + 1; word < words(); word++) {
      if (word != looking && sums[word] > sums[largest]) {
        largest = word;
      }
    }
    return largest;
  }
}
