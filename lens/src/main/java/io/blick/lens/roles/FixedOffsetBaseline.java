package io.blick.lens.roles;

import java.util.stream.IntStream;

/** The baseline that always looks the same number of words to the left or to the right. */
final class FixedOffsetBaseline {
  private static final int FARTHEST = 5;

  private final int[] hits = new int[2 * FARTHEST + 1];
  private int cases;

  /**
   * Adds a case.
   *
   * @param distance from the word that looks to the word that is right
   */
  void add(int distance) {
    cases++;
    if (Math.abs(distance) <= FARTHEST) {
      hits[distance + FARTHEST]++;
    }
  }

  /**
   * Returns the offset with the most hits; of equal ones the nearer, then the one to the left.
   * There must be a case.
   */
  Role.FixedOffset best() {
    int best = IntStream.rangeClosed(1, FARTHEST)
        .flatMap(distance -> IntStream.of(-distance, distance))
        .boxed()
        // Of equal ones max would take the last.
        .reduce((one, other) -> hits(other) > hits(one) ? other : one)
        .orElseThrow();
    return new Role.FixedOffset(best, (float) hits(best) / cases);
  }

  private int hits(int offset) {
    return hits[offset + FARTHEST];
  }
}
