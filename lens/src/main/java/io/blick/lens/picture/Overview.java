package io.blick.lens.picture;

import io.blick.lens.draw.Numbers;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Pair;
import io.blick.lens.trace.Pairs;
import io.blick.lens.trace.TextUnits;

/**
 * The overview of a text: for each word the four other words that it looks at most, by mean weight
 * over all heads, each with the head where that weight is largest; below them the map of each head.
 *
 * @param maps maps of all heads
 */
public record Overview(HeadMaps maps) implements Picture {
  /** Number of other units shown for each unit. */
  static final int OTHERS = 4;

  static final String RULE =
      "The four other %1$s that each looks at most%5$s, by mean %2$s over all %3$s heads; with each"
          + " the head (layer-head) where that %2$s is largest, and the %2$s there.%4$s";

  @Override
  public String text(Terminal terminal) {
    return OverviewText.of(maps, Pairs.of(maps), terminal);
  }

  @Override
  public String svg() {
    return OverviewSvg.of(maps, Pairs.of(maps));
  }

  static String rule(HeadMaps maps) {
    return RULE.formatted(
        Labels.plural(maps.units()),
        ScoreLabels.noun(maps.edgeScore()),
        maps.layers() * maps.heads(),
        ScoreLabels.definition(maps.edgeScore()),
        maps.seesAll() ? "" : " of those that it sees");
  }

  /**
   * Returns a unit looked at, the head that looks at it most, and its weight: {@code musen 6-8
   * 0.661}.
   *
   * @param widest columns at which the unit is cut
   */
  static String cell(TextUnits units, Pair pair, int widest) {
    return Columns.cut(Labels.label(units, pair.to()), widest)
        + " "
        + pair.head().name()
        + " "
        + Numbers.weight(pair.weight());
  }

  /** Returns the weight that a unit gives to an added piece, the mean over all heads. */
  static double mass(Pairs pairs, int from, AddedUnits added) {
    return added.units().stream().mapToDouble(to -> pairs.pair(from, to).mean()).sum();
  }
}
