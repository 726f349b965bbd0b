package io.blick.lens.report.compare;

import io.blick.lens.report.compare.Alignment.Match;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Pair;
import io.blick.lens.trace.Pairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The numbers of two sides between the units that both have. */
final class AlignedMaps {
  private AlignedMaps() {}

  /**
   * Returns the second side's map less the first side's.
   *
   * @param first (units of the first side, the same)
   * @param second (units of the second side, the same)
   * @return (matches, matches): rows look, columns are looked at
   */
  static float[][] difference(float[][] first, float[][] second, List<Match> matches) {
    float[][] difference = new float[matches.size()][matches.size()];
    for (int from = 0; from < matches.size(); from++) {
      for (int to = 0; to < matches.size(); to++) {
        Match row = matches.get(from);
        Match column = matches.get(to);
        difference[from][to] =
            second[row.second()][column.second()] - first[row.first()][column.first()];
      }
    }
    return difference;
  }

  /**
   * Returns the changes of all ordered pairs of matches, by who looks, then by who is looked at.
   */
  static List<PairChange> pairs(Sides sides, HeadMaps first, HeadMaps second, List<Match> matches) {
    Pairs one = Pairs.of(first);
    Pairs other = Pairs.of(second);
    Optional<LargestChanges> changes = switch (sides) {
      case TEXTS -> Optional.of(LargestChanges.of(first, second, matches));
      case MODELS -> Optional.empty();
    };
    List<PairChange> pairs = new ArrayList<>();
    for (int from = 0; from < matches.size(); from++) {
      for (int to = 0; to < matches.size(); to++) {
        Match row = matches.get(from);
        Match column = matches.get(to);
        Pair before = one.pair(row.first(), column.first());
        Pair after = other.pair(row.second(), column.second());
        int f = from;
        int t = to;
        pairs.add(new PairChange(
            from, to, before.mean(), after.mean(), changes.map(all -> all.at(f, t))));
      }
    }
    return List.copyOf(pairs);
  }

  /** The head whose number changes most, for each pair of matches; only three maps are kept. */
  private static final class LargestChanges {
    private final Head[][] head;
    private final float[][] before;
    private final float[][] after;

    private LargestChanges(int size) {
      head = new Head[size][size];
      before = new float[size][size];
      after = new float[size][size];
    }

    static LargestChanges of(HeadMaps first, HeadMaps second, List<Match> matches) {
      var changes = new LargestChanges(matches.size());
      first.forEach((at, map) -> changes.visit(at, map, second.map(at), matches));
      return changes;
    }

    private void visit(Head at, float[][] first, float[][] second, List<Match> matches) {
      boolean start = at.equals(new Head(0, 0));
      for (int from = 0; from < matches.size(); from++) {
        for (int to = 0; to < matches.size(); to++) {
          float one = first[matches.get(from).first()][matches.get(to).first()];
          float other = second[matches.get(from).second()][matches.get(to).second()];
          float largest = Math.abs(after[from][to] - before[from][to]);
          if (start || Math.abs(other - one) > largest) {
            head[from][to] = at;
            before[from][to] = one;
            after[from][to] = other;
          }
        }
      }
    }

    HeadChange at(int from, int to) {
      return new HeadChange(head[from][to], before[from][to], after[from][to]);
    }
  }
}
