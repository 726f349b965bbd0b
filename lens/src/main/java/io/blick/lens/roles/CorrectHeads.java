package io.blick.lens.roles;

/** The heads that are right in one case, a bit for each head. */
final class CorrectHeads {
  private final long[] bits;

  /**
   * Finds the heads in which {@code from} looks most at {@code to}.
   *
   * @param heads of all layers together
   */
  CorrectHeads(StrongestTargets targets, int from, int to, int heads) {
    bits = new long[longs(heads)];
    for (int head = 0; head < heads; head++) {
      if (targets.target(head, from) == to) {
        bits[head / Long.SIZE] |= 1L << head;
      }
    }
  }

  /** Has the heads of {@link #bits}. */
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
