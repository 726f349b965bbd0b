package io.blick.lens.table;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.TextPage;
import io.blick.lens.table.Column.Cells;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Isolates;
import io.blick.lens.text.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table as text. Columns are two spaces apart, or one if two are too wide for the terminal. Bars
 * share the width that the cells leave free; if they leave none, there are no bars.
 */
final class TableText<R> {
  private static final String GAP = "  ";
  private static final String NARROW_GAP = " ";
  private static final int LONGEST_BAR = 24;

  private final Ink ink;
  private final List<SizedColumn<R>> columns;
  private final List<R> rows;
  private final String gap;
  private final int barColumns;

  TableText(Table<R> table, Terminal terminal) {
    this.ink = new Ink(terminal.colours());
    this.rows = table.rows();
    this.columns = table.columns().stream()
        .flatMap(column -> SizedColumn.of(column, rows).stream())
        .toList();
    this.gap = fits(GAP, terminal.columns()) ? GAP : NARROW_GAP;
    this.barColumns = ink.hasBars() ? barColumns(terminal.columns()) : 0;
  }

  private boolean fits(String between, int width) {
    return cellsWidth(between) <= width + between.length();
  }

  /** Returns the width of all cells, each with a gap after it. */
  private int cellsWidth(String between) {
    return columns.stream()
        .mapToInt(column -> column.width() + between.length())
        .sum();
  }

  private int barColumns(int width) {
    int bars = Math.toIntExact(columns.stream().filter(SizedColumn::hasBar).count());
    // Each bar has a gap before it, and the last column has none after it.
    int free = width + gap.length() - cellsWidth(gap);
    return bars == 0 ? 0 : Math.clamp(free / bars - gap.length(), 0, LONGEST_BAR);
  }

  void headings(TextPage page) {
    page.add(ink.faint(line(column -> column.heading() + " ".repeat(barWidth(column)))));
  }

  void rows(TextPage page, int from, int end) {
    rows.subList(from, end)
        .forEach(row -> page.add(line(column -> column.cell(row) + bar(column, row))));
  }

  private String line(Function<SizedColumn<R>, String> cell) {
    return columns.stream().map(cell).collect(Collectors.joining(gap)).stripTrailing();
  }

  /** Returns the width of a column's bars, with the gap before them; 0 if it has none. */
  private int barWidth(SizedColumn<R> column) {
    return column.hasBar() && barColumns > 0 ? gap.length() + barColumns : 0;
  }

  private String bar(SizedColumn<R> column, R row) {
    if (barWidth(column) == 0) {
      return "";
    }
    double part = column.bar(row);
    return gap
        + ink.bar(part, barColumns)
        + " ".repeat(barColumns - ink.barColumns(part, barColumns));
  }

  /** A column for people, and its width in columns of the terminal. */
  private record SizedColumn<R>(Cells<R> cells, int width) {

    static <R> Optional<SizedColumn<R>> of(Column<R> column, List<R> rows) {
      return column.cells().map(cells -> {
        int widest =
            rows.stream().mapToInt(row -> Columns.of(text(cells, row))).max().orElse(0);
        return new SizedColumn<>(cells, Math.max(widest, Columns.of(cells.heading())));
      });
    }

    private static <R> String text(Cells<R> cells, R row) {
      return Isolates.phrases(Columns.cut(cells.text().apply(row), cells.mostColumns()));
    }

    String heading() {
      return aligned(cells.heading());
    }

    String cell(R row) {
      return aligned(text(cells, row));
    }

    boolean hasBar() {
      return cells.bar().isPresent();
    }

    double bar(R row) {
      return cells.bar().map(length -> length.applyAsDouble(row)).orElse(0.0);
    }

    private String aligned(String text) {
      return switch (cells.side()) {
        case LEFT -> Columns.left(text, width);
        case RIGHT -> Columns.right(text, width);
      };
    }
  }
}
