package io.blick.lens.draw;

import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;

/** A {@link CellMap} as text: one map of cells, and below it the largest number of each row. */
final class CellMapText {
  /** The smallest part of the largest number of its row that has a dot if there are no colours. */
  private static final float DOT_THRESHOLD = 0.5f;

  private static final String GAP = "  ";

  private final CellMap map;
  private final Ink ink;
  private final TextPage page;
  private final int columns;
  private final int labels;

  private CellMapText(CellMap map, Terminal terminal) {
    this.map = map;
    this.ink = new Ink(terminal.colours());
    this.page = new TextPage(terminal.columns());
    this.columns = terminal.columns();
    this.labels = map.labels().stream().mapToInt(Columns::of).max().orElse(0);
  }

  static String of(CellMap map, Terminal terminal) {
    var text = new CellMapText(map, terminal);
    text.page.title(text.ink, map.title() + " · " + map.sentences().getFirst());
    map.sentences().stream().skip(1).forEach(text.page::sentence);
    text.page.sentence(text.legend()).blank();
    text.cells();
    text.page.blank();
    text.largest();
    text.page.blank();
    map.below().forEach(text.page::sentence);
    return text.page.toString();
  }

  private String legend() {
    String mark = ink.isColourless()
        ? "a dot: at least half of the largest number of its row"
        : "the lighter, the more, the lightest is %s".formatted(Numbers.weight(map.scale()));
    String shared = mostCells() < map.size() ? ", several in a cell, which has the largest" : "";
    return "Those that look from top to bottom, those looked at from left to right%s; %s. Below it"
            .formatted(shared, mark)
        + " the largest number of each row.";
  }

  private int mostCells() {
    return Math.min(map.size(), ink.isColourless() ? 2 * columns : columns);
  }

  private void cells() {
    DownsampledMap cells =
        ink.isColourless() ? map.partsOfRows(mostCells()) : map.cells(mostCells());
    int high = ink.isColourless() ? 4 : 2;
    for (int line = 0; line < Math.ceilDiv(cells.size(), high); line++) {
      page.add(
          ink.isColourless() ? cells.braille(line, DOT_THRESHOLD) : cells.halfBlocks(ink, line));
    }
  }

  private void largest() {
    var heading = new StringBuilder(" ".repeat(labels));
    map.added().forEach(piece -> heading.append(GAP).append(Columns.right(piece, width(piece))));
    page.add(ink.faint(heading.append(GAP).append("looks most at").toString()));
    for (int from = 0; from < map.size(); from++) {
      var line = new StringBuilder(ink.bold(Columns.left(map.labels().get(from), labels)));
      for (int piece = 0; piece < map.added().size(); piece++) {
        String mass = Numbers.weight(map.mass(from, piece));
        line.append(GAP).append(ink.faint(Columns.right(mass, width(map.added().get(piece)))));
      }
      int to = map.largest(from);
      line.append(GAP)
          .append(map.labels().get(to))
          .append(' ')
          .append(Numbers.weight(map.number(from, to)));
      page.add(line.toString());
    }
  }

  private static int width(String piece) {
    return Math.max(6, Columns.of(piece));
  }
}
