package io.blick.lens.measure;

import java.util.Arrays;

/**
 * The cases of one relation in one direction: of each its sentence, which heads are right, and
 * which offsets. A bit for each, so that a case takes some thirty bytes.
 */
final class Cases {
  private final int heads;
  private final int longs;
  private int[] sentences = new int[2];
  private long[] right;
  private final int[] offsetHits = new int[2 * Offsets.FARTHEST + 1];
  private int size;

  /**
   * Has none yet.
   *
   * @param heads of all layers together
   */
  Cases(int heads) {
    this.heads = heads;
    this.longs = Math.ceilDiv(heads, Long.SIZE);
    this.right = new long[2 * longs];
  }

  /**
   * Adds a case.
   *
   * @param sentence index of its sentence, no lower than the one before
   * @param from the word that looks
   * @param to the word that is right
   */
  void add(int sentence, int from, int to, Pointing pointing) {
    if (size == sentences.length) {
      sentences = Arrays.copyOf(sentences, grown());
      right = Arrays.copyOf(right, grown() * longs);
    }
    sentences[size] = sentence;
    for (int head = 0; head < heads; head++) {
      if (pointing.target(head, from) == to) {
        right[size * longs + head / Long.SIZE] |= 1L << head;
      }
    }
    if (Math.abs(to - from) <= Offsets.FARTHEST) {
      offsetHits[to - from + Offsets.FARTHEST]++;
    }
    size++;
  }

  private int grown() {
    return size + size / 2 + 1;
  }

  int size() {
    return size;
  }

  /** Returns the index of the sentence of a case. */
  int sentence(int index) {
    return sentences[index];
  }

  /** Whether a head is right in a case. */
  boolean right(int index, int head) {
    return (right[index * longs + head / Long.SIZE] >> head & 1) != 0;
  }

  /** Returns in how many cases the right word stands so many words further. */
  int offsetHits(int offset) {
    return offsetHits[offset + Offsets.FARTHEST];
  }
}
