package io.blick.lens.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Every ordered pair of units of a text, a unit with itself included. */
public final class Pairs {
  private final TextUnits units;
  private final List<Pair> all;

  private Pairs(TextUnits units, List<Pair> all) {
    this.units = units;
    this.all = List.copyOf(all);
  }

  /** Returns the pairs of a text. */
  public static Pairs of(HeadMaps maps) {
    var sums = new Sums(maps.units().size());
    maps.forEach(sums);
    return new Pairs(maps.units(), sums.pairs(maps.layers() * maps.heads()));
  }

  /** Returns all, by the unit that looks, then by the unit looked at. */
  public List<Pair> all() {
    return all;
  }

  /** Returns one. */
  public Pair pair(int from, int to) {
    return all.get(from * units.size() + to);
  }

  /**
   * Returns the most looked-at other units by mean weight over all heads, the unit itself and those
   * that the model adds left out; of equal ones the earlier first.
   *
   * @param count at most so many
   */
  public List<Pair> most(int from, int count) {
    return units.own().stream()
        .filter(to -> to != from)
        .map(to -> pair(from, to))
        .sorted(Comparator.comparingDouble((Pair pair) -> -pair.mean()))
        .limit(count)
        .toList();
  }

  /** Sums in float64, head after head, so that nothing S × S is kept for each head. */
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
