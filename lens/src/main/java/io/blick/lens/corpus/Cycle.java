package io.blick.lens.corpus;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Finds words that depend on themselves by way of others. */
final class Cycle {
  private static final int SHOWN = 6;

  private Cycle() {}

  /**
   * Returns the number of a word in a circle, or 0 if every word's heads lead to the root.
   *
   * @param heads of words 1 to {@code words}, at those indices, each from 0 to {@code words}
   */
  static int find(int[] heads, int words) {
    // Which word's walk came by first: a walk that meets itself has gone round.
    int[] walks = new int[words + 1];
    for (int start = 1; start <= words; start++) {
      int at = start;
      while (at != 0 && walks[at] == 0) {
        walks[at] = start;
        at = heads[at];
      }
      if (at != 0 && walks[at] == start) {
        return lowest(heads, at);
      }
    }
    return 0;
  }

  private static int lowest(int[] heads, int member) {
    int lowest = member;
    for (int at = heads[member]; at != member; at = heads[at]) {
      lowest = Math.min(lowest, at);
    }
    return lowest;
  }

  /** Returns the way round from a word: {@code 2 → 5 → 2}. */
  static String shown(int[] heads, int member) {
    int[] way = new int[SHOWN];
    int size = 0;
    int at = member;
    do {
      way[size++] = at;
      at = heads[at];
    } while (at != member && size < SHOWN);
    String names =
        Arrays.stream(way, 0, size).mapToObj(Integer::toString).collect(Collectors.joining(" → "));
    return names + (at == member ? " → " + member : " → …");
  }
}
