package io.blick.lens.coreference;

import java.util.Arrays;
import java.util.List;

/** The counter behind {@link NameHits}. */
final class NameCounter {
  private final int[][] heads;
  private int cases;
  private int nearest;
  private int first;

  NameCounter(int layers, int heads) {
    this.heads = new int[layers][heads];
  }

  /** Counts a case and what the rules say of it. */
  void add(PronounCase one) {
    cases++;
    nearest += one.nearestIsRight() ? 1 : 0;
    first += one.firstIsRight() ? 1 : 0;
  }

  /** Counts that a head is right. */
  void hit(int layer, int head) {
    heads[layer][head]++;
  }

  NameHits hits() {
    List<List<Integer>> counts =
        Arrays.stream(heads).map(layer -> Arrays.stream(layer).boxed().toList()).toList();
    return new NameHits(cases, counts, nearest, first);
  }
}
