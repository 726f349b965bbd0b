package io.blick.lens.trace;

import io.blick.lens.argument.Required;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** All ordered pairs of units of a text, those of a unit with itself included. */
public final class Pairs {
  private final TextUnits units;
  private final List<Pair> all;
  private final float[][] even;

  private Pairs(TextUnits units, List<Pair> all, float[][] even) {
    this.units = units;
    this.all = List.copyOf(all);
    this.even = even;
  }

  /** Returns the pairs of a text. */
  public static Pairs of(HeadMaps maps) {
    Required.of("pairs", "maps", maps);
    var sums = new Sums(maps.units().size());
    maps.forEach(sums);
    return new Pairs(maps.units(), sums.pairs(maps.layers() * maps.heads()), maps.even());
  }

  /** Returns all pairs, by the unit that looks, then by the unit looked at. */
  public List<Pair> all() {
    return all;
  }

  /**
   * Returns one pair.
   *
   * @param from index of the unit that looks
   * @param to index of the unit looked at
   */
  public Pair pair(int from, int to) {
    return all.get(from * units.size() + to);
  }

  /**
   * Returns the pairs of a unit with the other units that it looks at most, by mean weight over all
   * heads, the largest first; among equals the earlier first. Units that the model adds are left
   * out, and those that it cannot see, as in a causal model those that come after it.
   *
   * @param from index of the unit that looks
   * @param count the largest number of pairs to return
   */
  public List<Pair> mostLookedAt(int from, int count) {
    return units.inText().stream()
        .filter(to -> to != from && even[from][to] > 0)
        .map(to -> pair(from, to))
        .sorted(Comparator.comparingDouble((Pair pair) -> -pair.mean()))
        .limit(count)
        .toList();
  }

  /** Sums over heads, in float64: only one S × S map is kept, not one for each head. */
  private static final class Sums implements HeadMaps.Visitor {
    private final double[][] sum;
    private final float[][] largest;
    private final Head[][] where;

    Sums(int units) {
      sum = new double[units][units];
      largest = new float[units][units];
      where = new Head[units][units];
      for (int from = 0; from < units; from++) {
        Arrays.fill(where[from], new Head(0, 0));
      }
    }

    @Override
    public void visit(Head head, float[][] map) {
      boolean first = head.equals(new Head(0, 0));
      for (int from = 0; from < map.length; from++) {
        for (int to = 0; to < map.length; to++) {
          sum[from][to] += map[from][to];
          if (first || map[from][to] > largest[from][to]) {
            largest[from][to] = map[from][to];
            where[from][to] = head;
          }
        }
      }
    }

    List<Pair> pairs(int heads) {
      List<Pair> pairs = new ArrayList<>();
      for (int from = 0; from < sum.length; from++) {
        for (int to = 0; to < sum.length; to++) {
          float mean = (float) (sum[from][to] / heads);
          pairs.add(new Pair(from, to, mean, where[from][to], largest[from][to]));
        }
      }
      return pairs;
    }
  }
}
