package io.blick.lens.table;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.TextPage;
import io.blick.lens.table.Column.Cells;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table as text. Columns stand two spaces apart, or one where two are too wide for the terminal.
 * Bars share the room that the cells leave; where there is none, there are none.
 */
final class TableText<R> {
  private static final String GAP = "  ";
  private static final String NARROW_GAP = " ";
  private static final int LONGEST_BAR = 24;

  private final Ink ink;
  private final List<Shown<R>> columns;
  private final List<R> rows;
  private final String gap;
  private final int bar;

  TableText(Table<R> table, Terminal terminal) {
    this.ink = new Ink(terminal.colours());
    this.rows = table.rows();
    this.columns = table.columns().stream()
        .flatMap(column -> Shown.of(column, rows).stream())
        .toList();
    this.gap = fits(GAP, terminal.columns()) ? GAP : NARROW_GAP;
    this.bar = ink.hasBars() ? bar(terminal.columns()) : 0;
  }

  private boolean fits(String between, int room) {
    return cells(between) <= room + between.length();
  }

  /** Returns the columns that all cells take, each with a gap behind it. */
  private int cells(String between) {
    return columns.stream()
        .mapToInt(column -> column.width() + between.length())
        .sum();
  }

  private int bar(int room) {
    int bars = Math.toIntExact(columns.stream().filter(Shown::hasBar).count());
    // Each bar has a gap before it, and the last column of all none behind it.
    int left = room + gap.length() - cells(gap);
    return bars == 0 ? 0 : Math.clamp(left / bars - gap.length(), 0, LONGEST_BAR);
  }

  void headings(TextPage lines) {
    lines.add(ink.faint(line(column -> column.heading() + " ".repeat(room(column)))));
  }

  void rows(TextPage lines, int from, int end) {
    rows.subList(from, end)
        .forEach(row -> lines.add(line(column -> column.cell(row) + bar(column, row))));
  }

  private String line(Function<Shown<R>, String> cell) {
    return columns.stream().map(cell).collect(Collectors.joining(gap)).stripTrailing();
  }

  /** Returns the columns that the bars of a column take, the gap before them included. */
  private int room(Shown<R> column) {
    return column.hasBar() && bar > 0 ? gap.length() + bar : 0;
  }

  private String bar(Shown<R> column, R row) {
    if (room(column) == 0) {
      return "";
    }
    double part = column.part(row);
    return gap + ink.bar(part, bar) + " ".repeat(bar - ink.barColumns(part, bar));
  }

  /** A column that people see, and how wide it is. */
  private record Shown<R>(Cells<R> cells, int width) {

    static <R> Optional<Shown<R>> of(Column<R> column, List<R> rows) {
      return column.cells().map(cells -> {
        int widest =
            rows.stream().mapToInt(row -> Columns.of(text(cells, row))).max().orElse(0);
        return new Shown<>(cells, Math.max(widest, Columns.of(cells.heading())));
      });
    }

    private static <R> String text(Cells<R> cells, R row) {
      return Columns.cut(cells.text().apply(row), cells.most());
    }

    String heading() {
      return placed(cells.heading());
    }

    String cell(R row) {
      return placed(text(cells, row));
    }

    boolean hasBar() {
      return cells.part().isPresent();
    }

    double part(R row) {
      return cells.part().map(length -> length.applyAsDouble(row)).orElse(0.0);
    }

    private String placed(String text) {
      return switch (cells.side()) {
        case LEFT -> Columns.left(text, width);
        case RIGHT -> Columns.right(text, width);
      };
    }
  }
}
