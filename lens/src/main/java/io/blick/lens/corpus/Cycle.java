package io.blick.lens.corpus;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A cycle of a sentence's dependencies: words that depend on themselves through others. */
final class Cycle {
  /** Words of a cycle that an error names. */
  private static final int MOST_NAMED = 6;

  private Cycle() {}

  /**
   * Returns the lowest number of a word in a cycle; empty if the heads of all words lead to the
   * root.
   *
   * @param heads heads of words 1 to {@code words}, at those indices, each from 0 to {@code words}
   */
  static OptionalInt find(int[] heads, int words) {
    // The word whose walk came by first: a walk that meets itself has found a cycle.
    int[] walks = new int[words + 1];
    for (int start = 1; start <= words; start++) {
      int at = start;
      while (at != 0 && walks[at] == 0) {
        walks[at] = start;
        at = heads[at];
      }
      if (at != 0 && walks[at] == start) {
        return OptionalInt.of(lowestMember(heads, at));
      }
    }
    return OptionalInt.empty();
  }

  private static int lowestMember(int[] heads, int member) {
    int lowest = member;
    for (int at = heads[member]; at != member; at = heads[at]) {
      lowest = Math.min(lowest, at);
    }
    return lowest;
  }

  /** Returns the cycle of a word: {@code 2 → 5 → 2}. */
  static String path(int[] heads, int member) {
    int[] path = new int[MOST_NAMED];
    int size = 0;
    int at = member;
    do {
      path[size++] = at;
      at = heads[at];
    } while (at != member && size < MOST_NAMED);
    String names =
        Arrays.stream(path, 0, size).mapToObj(Integer::toString).collect(Collectors.joining(" → "));
    return names + (at == member ? " → " + member : " → …");
  }
}
