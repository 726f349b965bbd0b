package io.blick.lens.draw;

import io.blick.lens.draw.Svg.Anchor;
import io.blick.lens.text.Columns;
import java.util.List;

/** A {@link CellMap} as SVG: a path for each shade, and a label for each row and column. */
final class CellMapSvg {
  private static final int MARGIN = 32;
  private static final int LEAST_WIDTH = 640;
  /** A side of a cell in pixels, the least at which the labels of rows can be read. */
  private static final int CELL = 12;

  private static final int MASS = 36;
  /** Width of a column of a terminal in small print, in pixels. */
  private static final double LETTER = 6.2;
  /** Sine of the 50 degrees by which the labels above the columns rise. */
  private static final double SINE = 0.77;

  private final CellMap map;
  private final double left;
  private final double labels;
  private final double masses;
  private final int width;
  private final Svg svg;

  private CellMapSvg(CellMap map) {
    this.map = map;
    this.labels = LETTER * map.labels().stream().mapToInt(Columns::of).max().orElse(0);
    this.left = MARGIN + labels + 10;
    this.masses = left + map.size() * CELL + 12;
    double right = masses + map.added().size() * MASS + labels + MARGIN;
    this.width = (int) Math.max(LEAST_WIDTH, right);
    this.svg = new Svg(width);
  }

  static String of(CellMap map) {
    return new CellMapSvg(map).document();
  }

  private String document() {
    svg.text(MARGIN, 48, "title", map.title());
    double y = svg.sentences(MARGIN, 74, width - 2 * MARGIN, map.sentences());
    String strongest =
        "The strongest colour is the largest number, %s.".formatted(Numbers.weight(map.scale()));
    y = svg.sentences(MARGIN, y, width - 2 * MARGIN, List.of(strongest));
    double top = y + labels * SINE + 16;
    for (int unit = 0; unit < map.size(); unit++) {
      String label = map.labels().get(unit);
      svg.slanted(left + unit * CELL + CELL / 2.0 + 2, top - 6, "small", label);
      svg.text(left - 6, top + unit * CELL + CELL - 2.5, "small", Anchor.END, label);
    }
    svg.cells(left, top, map.size() * CELL, map.cells(map.size()));
    masses(top);
    double below = top + map.size() * CELL + 34;
    below = svg.sentences(MARGIN, below, width - 2 * MARGIN, map.below());
    return svg.document(below + 8, map.title() + " · " + map.sentences().getFirst());
  }

  private void masses(double top) {
    for (int piece = 0; piece < map.added().size(); piece++) {
      double x = masses + piece * MASS;
      svg.slanted(x + CELL / 2.0 + 2, top - 6, "muted small", map.added().get(piece));
      for (int from = 0; from < map.size(); from++) {
        int shade = Shade.of(map.mass(from, piece) / map.scale());
        svg.rectangle(x, top + from * CELL, MASS - 8, CELL, "f" + shade);
      }
    }
  }
}
