package io.blick.lens.trace;

import io.blick.lens.argument.Required;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A ranking of all heads by how much one unit looks at another.
 *
 * @param from index of the unit that looks
 * @param to index of the unit looked at
 * @param heads largest weight first; among equals the lower layer, then the lower head
 */
public record Ranking(int from, int to, List<Ranked> heads) {

  /** Copies the list. */
  public Ranking {
    heads = List.copyOf(heads);
  }

  /**
   * A head in a ranking.
   *
   * @param head the head
   * @param weight the weight that it gives to the unit looked at
   */
  public record Ranked(Head head, float weight) {}

  /**
   * Ranks all heads.
   *
   * @param from index of the unit that looks
   * @param to index of the unit looked at
   */
  public static Ranking of(HeadMaps maps, int from, int to) {
    Required.of("ranking", "maps", maps);
    List<Ranked> heads = new ArrayList<>();
    maps.forEach((head, map) -> heads.add(new Ranked(head, map[from][to])));
    heads.sort(Comparator.comparingDouble((Ranked ranked) -> -ranked.weight())
        .thenComparing(Ranked::head));
    return new Ranking(from, to, heads);
  }

  /** Returns the mean weight over all heads. */
  public float mean() {
    return (float) heads.stream().mapToDouble(Ranked::weight).average().orElse(0);
  }
}
