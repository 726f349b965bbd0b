package io.blick.lens.roles;

/** Which heads are right in one case, a bit for each. */
final class CorrectHeads {
  private final long[] bits;

  /**
   * Has those that are right.
   *
   * @param from the word that looks
   * @param to the word that is right
   * @param heads of all layers together
   */
  CorrectHeads(StrongestTargets pointing, int from, int to, int heads) {
    bits = new long[longs(heads)];
    for (int head = 0; head < heads; head++) {
      if (pointing.target(head, from) == to) {
        bits[head / Long.SIZE] |= 1L << head;
      }
    }
  }

  /** Has those that {@link #bits} gave. */
  CorrectHeads(long[] bits) {
    this.bits = bits;
  }

  /** Returns how many longs hold a bit for each head. */
  static int longs(int heads) {
    return Math.ceilDiv(heads, Long.SIZE);
  }

  /** Whether a head is right. */
  boolean has(int head) {
    return (bits[head / Long.SIZE] >> head & 1) != 0;
  }

  /** Returns all bits, head 0's the lowest of the first. */
  long[] bits() {
    return bits;
  }
}
