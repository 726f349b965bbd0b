package io.blick.lens.measure;

import java.util.stream.IntStream;

/** The baseline that looks a fixed number of words further, whatever the words are. */
final class Offsets {
  static final int FARTHEST = 5;

  private Offsets() {}

  /**
   * Returns the offset with the most hits; of equal ones the nearer, then the one to the left.
   *
   * @param cases at least one
   */
  static Role.FixedOffset best(Cases cases) {
    int best = IntStream.rangeClosed(1, FARTHEST)
        .flatMap(distance -> IntStream.of(-distance, distance))
        .boxed()
        // Of equal ones max would take the last.
        .reduce((one, other) -> cases.offsetHits(other) > cases.offsetHits(one) ? other : one)
        .orElseThrow();
    return new Role.FixedOffset(best, (float) cases.offsetHits(best) / cases.size());
  }
}
