package io.blick.lens.picture;

import io.blick.lens.draw.DownsampledMap;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.Svg;
import io.blick.lens.draw.Svg.Anchor;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Pair;
import io.blick.lens.trace.Pairs;
import io.blick.lens.trace.TextUnits;
import java.util.List;

/** The table of an {@link Overview} as SVG, and below it the maps of all heads. */
final class OverviewSvg {
  private static final int LEAST_WIDTH = 1180;
  private static final int MARGIN = 32;
  private static final int ROW = 30;
  private static final int MASS = 70;
  /** Width of a column of a terminal in bold, in pixels. */
  private static final double LETTER = 8.4;
  /** Width beside a word for a head, a weight and the gap to the next word. */
  private static final int NUMBERS = 122;

  /** A map is about a hundred pixels wide: more cells could not be seen. */
  private static final int MOST_CELLS = 64;

  private final HeadMaps maps;
  private final TextUnits units;
  private final Pairs pairs;
  private final List<AddedUnits> added;
  private final double labels;
  private final double lineScale;
  private final int width;
  private final Svg svg;

  private OverviewSvg(HeadMaps maps, Pairs pairs) {
    this.maps = maps;
    this.units = maps.units();
    this.pairs = pairs;
    this.added = AddedUnits.of(units);
    this.labels = Math.max(60, Labels.widest(units, units.inText()) * LETTER);
    double cells = Overview.OTHERS * (labels + NUMBERS);
    this.width = (int) Math.max(LEAST_WIDTH, cells() + cells + MARGIN);
    this.lineScale = lineScale();
    this.svg = new Svg(width);
  }

  private double masses() {
    return MARGIN + labels + 16;
  }

  private double cells() {
    return masses() + added.size() * MASS + 24;
  }

  static String of(HeadMaps maps, Pairs pairs) {
    var picture = new OverviewSvg(maps, pairs);
    double below = picture.smallMaps(picture.table());
    below = picture.svg.sentences(
        MARGIN, below + 24, picture.width - 2 * MARGIN, List.of(Caution.of(maps.edgeScore())));
    return picture.svg.document(
        below + 8,
        "What each %s looks at · ".formatted(Labels.singular(picture.units)) + Labels.model(maps));
  }

  private double table() {
    svg.text(MARGIN, 48, "title", "What each %s looks at".formatted(Labels.singular(units)));
    double y = svg.sentences(
        MARGIN,
        74,
        width - 2 * MARGIN,
        List.of(Labels.model(maps), Overview.rule(maps) + lineLegend()));
    y += 18;
    for (int i = 0; i < added.size(); i++) {
      svg.text(masses() + (i + 1) * MASS, y, "muted", Anchor.END, added.get(i).label());
    }
    svg.text(cells(), y, "muted", "looks at");
    y += 10;
    for (int from : units.inText()) {
      row(from, y);
      y += ROW;
    }
    return y;
  }

  private String lineLegend() {
    return switch (maps.edgeScore()) {
      case WEIGHT, ROLLOUT -> " Under each a line as long as that mean.";
      case NORM -> " Under each a line for that mean, the longest for the largest.";
    };
  }

  /** Returns the mean whose line is as wide as a cell. */
  private double lineScale() {
    return switch (maps.edgeScore()) {
      case WEIGHT, ROLLOUT -> 1;
      case NORM ->
        units.inText().stream()
            .flatMap(from -> pairs.mostLookedAt(from, 1).stream())
            .mapToDouble(Pair::mean)
            .max()
            .orElse(1);
    };
  }

  private void row(int from, double y) {
    double base = y + 20;
    svg.rectangle(MARGIN, y, width - 2 * MARGIN, 1, "rule");
    svg.text(MARGIN, base, "word", Labels.label(units, from));
    for (int i = 0; i < added.size(); i++) {
      String mass = Numbers.weight(Overview.mass(pairs, from, added.get(i)));
      svg.text(masses() + (i + 1) * MASS, base, "muted", Anchor.END, mass);
    }
    double step = (width - MARGIN - cells()) / Overview.OTHERS;
    List<Pair> most = pairs.mostLookedAt(from, Overview.OTHERS);
    for (int i = 0; i < most.size(); i++) {
      cell(most.get(i), cells() + i * step, base, step - 20);
    }
  }

  private void cell(Pair pair, double x, double base, double width) {
    svg.text(x, base, "word", Labels.label(units, pair.to()));
    svg.text(x + width - 48, base, "muted", Anchor.END, pair.head().name());
    svg.text(x + width, base, "", Anchor.END, Numbers.weight(pair.weight()));
    svg.rectangle(x, base + 5, width, 2, "rule");
    svg.rectangle(x, base + 5, width * pair.mean() / lineScale, 2, "f24");
  }

  private double smallMaps(double above) {
    double y = above + 40;
    svg.text(MARGIN, y, "head", "All heads, layers from top to bottom");
    String plural = Labels.plural(units);
    y = svg.sentences(
        MARGIN,
        y + 22,
        width - 2 * MARGIN,
        List.of(("In each map the %s that look stand from top to bottom and those looked at from"
                + " left to right; the stronger the colour, the larger the %s%s%s.")
            .formatted(plural, ScoreLabels.noun(maps.edgeScore()), ownScale(), underEach())));
    double left = MARGIN + 34;
    double step = (width - MARGIN - left + 10) / (double) maps.heads();
    double side = step - 10;
    double top = y + 14;
    for (int head = 0; head < maps.heads(); head++) {
      svg.text(left + head * step + side / 2, top, "muted", Anchor.MIDDLE, head + 1 + "");
    }
    double first = top + 10;
    double down = side + (added.isEmpty() ? 10 : 22);
    for (int layer = 0; layer < maps.layers(); layer++) {
      svg.text(left - 12, first + layer * down + side / 2 + 4, "muted", Anchor.END, layer + 1 + "");
    }
    maps.forEach((head, map) ->
        smallMap(head, map, left + head.head() * step, first + head.layer() * down, side));
    return first + maps.layers() * down;
  }

  private String ownScale() {
    return switch (maps.edgeScore()) {
      case WEIGHT, ROLLOUT -> "";
      case NORM -> ", each map by its own largest";
    };
  }

  private String underEach() {
    return added.isEmpty()
        ? ""
        : "; below it the mean %s on ".formatted(ScoreLabels.noun(maps.edgeScore()))
            + AddedUnits.names(units) + " together";
  }

  private void smallMap(Head head, float[][] map, double x, double y, double side) {
    String title = "layer %s, head %s".formatted(head.layer() + 1, head.head() + 1);
    svg.map(
        x,
        y,
        side,
        DownsampledMap.of(
            map, units.inText(), ScoreLabels.scale(maps.edgeScore(), units, map), MOST_CELLS),
        title);
    if (!added.isEmpty()) {
      svg.text(x + side, y + side + 11, "muted small", Anchor.END, Numbers.weight(mass(map)));
    }
  }

  private double mass(float[][] map) {
    return units.inText().stream()
        .mapToDouble(
            from -> added.stream().mapToDouble(units -> units.mass(map[from])).sum())
        .average()
        .orElse(0);
  }
}
