package io.blick.lens.report.compare;

import io.blick.lens.draw.DownsampledMap;
import io.blick.lens.draw.Svg;
import io.blick.lens.draw.Svg.Anchor;
import io.blick.lens.text.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A {@link MapsPicture} as SVG: the maps below each other; large ones have no numbers. */
final class MapsSvg {
  private static final int MARGIN = 32;
  private static final int TILE = 50;

  /** Units from which on a map has no numbers. */
  private static final int MOST_NUMBERED = 24;

  private static final double LARGE_SIDE = 720;

  /** Width of a column of a terminal in bold, in pixels. */
  private static final double LETTER = 8.4;

  /** Sine and cosine of the 50 degrees by which the words above the columns rise. */
  private static final double SINE = 0.77;

  private static final double COSINE = 0.64;

  private final MapsPicture picture;
  private final List<MapPanel> panels;
  private final Svg svg;

  private MapsSvg(MapsPicture picture) {
    this.picture = picture;
    this.panels = picture.whole();
    this.svg = new Svg(width());
  }

  static String of(MapsPicture picture) {
    return new MapsSvg(picture).document();
  }

  private int width() {
    return (int) panels.stream()
        .mapToDouble(panel -> left(panel) + side(panel) + label(panel) * COSINE + MARGIN)
        .reduce(640, Math::max);
  }

  private static boolean numbered(MapPanel panel) {
    return panel.labels().size() <= MOST_NUMBERED;
  }

  private static double side(MapPanel panel) {
    return numbered(panel) ? panel.labels().size() * TILE : LARGE_SIDE;
  }

  private static double label(MapPanel panel) {
    return numbered(panel)
        ? panel.labels().stream().mapToInt(Columns::of).max().orElse(0) * LETTER
        : 0;
  }

  private static double left(MapPanel panel) {
    return MARGIN + label(panel) + 12;
  }

  private String document() {
    CompareHeading heading = picture.heading();
    svg.text(MARGIN, 48, "title", picture.what());
    List<String> sentences = new ArrayList<>(List.of(heading.title()));
    sentences.addAll(heading.sides());
    sentences.addAll(heading.aligned());
    sentences.addAll(heading.caveats());
    sentences.add(picture.legend());
    double y = svg.sentences(MARGIN, 74, width() - 2 * MARGIN, sentences);
    for (MapPanel panel : panels) {
      y = panel(panel, y + 24);
    }
    y = svg.sentences(MARGIN, y + 34, width() - 2 * MARGIN, List.of(heading.caution()));
    return svg.document(y + 8, picture.what() + " · " + heading.title());
  }

  /** Draws a map, and returns the y below it. */
  private double panel(MapPanel panel, double y) {
    svg.text(MARGIN, y, "head", panel.title());
    double top = y + label(panel) * SINE + 16;
    if (panel.labels().isEmpty()) {
      return top;
    }
    if (numbered(panel)) {
      tiles(panel, top);
    } else {
      large(panel, top);
    }
    return top + side(panel);
  }

  private void tiles(MapPanel panel, double top) {
    for (int from = 0; from < panel.labels().size(); from++) {
      double x = left(panel) + from * TILE + TILE / 2.0 + 2;
      svg.slanted(x, top - 8, "word", panel.labels().get(from));
      double base = top + from * TILE + TILE / 2.0 + 4;
      svg.text(left(panel) - 10, base, "word", Anchor.END, panel.labels().get(from));
      for (int to = 0; to < panel.labels().size(); to++) {
        double place = left(panel) + to * TILE;
        svg.tile(
            place, top + from * TILE, TILE, TILE, panel.strength(from, to), panel.cell(from, to));
      }
    }
  }

  private void large(MapPanel panel, double top) {
    int size = panel.labels().size();
    float[][] strengths = new float[size][size];
    for (int from = 0; from < size; from++) {
      for (int to = 0; to < size; to++) {
        strengths[from][to] = (float) panel.strength(from, to);
      }
    }
    List<Integer> all = IntStream.range(0, size).boxed().toList();
    svg.map(
        left(panel), top, LARGE_SIDE, DownsampledMap.of(strengths, all, 1, size), panel.title());
  }
}
