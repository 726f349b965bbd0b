package io.blick.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table with a title.
 *
 * @param title the title above it
 * @param note a paragraph between title and table, or an empty text
 * @param columns the names of the columns
 * @param rows as many cells each as there are columns
 */
public record Table(String title, String note, List<String> columns, List<List<String>> rows) {
  private static final String BETWEEN = " | ";

  /** Checks the rows. */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "table: a row must have %d cells; got %s".formatted(columns.size(), row));
      }
    }
    Stream.concat(Stream.of(columns), rows.stream()).forEach(Table::checkCells);
  }

  private static void checkCells(List<String> cells) {
    if (cells.stream().anyMatch(cell -> cell.contains("|"))) {
      throw new IllegalArgumentException("table: a cell must be without |; got " + cells);
    }
  }

  /**
   * Reads back what {@link #markdown} has written.
   *
   * @param section from the title on, without the mark of a title
   */
  static Table parse(String section) {
    List<String> lines = section.strip().lines().toList();
    int table = 1;
    while (table < lines.size() && !lines.get(table).startsWith("|")) {
      table++;
    }
    if (table + 2 > lines.size()) {
      throw new IllegalArgumentException(
          "table: a title must have a table below it; got " + lines.getFirst());
    }
    return new Table(
        lines.getFirst(),
        String.join("\n", lines.subList(1, table)).strip(),
        cells(lines.get(table)),
        lines.subList(table + 2, lines.size()).stream().map(Table::cells).toList());
  }

  private static List<String> cells(String line) {
    if (!line.startsWith("| ") || !line.endsWith(" |") || line.length() < 4) {
      throw new IllegalArgumentException("table: a row must begin and end with |; got " + line);
    }
    return Arrays.asList(line.substring(2, line.length() - 2).split(" \\| ", -1));
  }

  /** Returns title, note and table in Markdown. */
  public String markdown() {
    String below = note.isEmpty() ? "" : note + "\n\n";
    return "## " + title + "\n\n" + below + grid();
  }

  /** Returns the table alone in Markdown. */
  public String grid() {
    StringBuilder text = new StringBuilder();
    line(text, columns);
    line(text, columns.stream().map(_ -> "---").toList());
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(BETWEEN, cells)).append(" |\n");
  }
}
