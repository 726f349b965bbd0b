package io.blick.bench.report;

import java.util.List;

/**
 * A table with a title.
 *
 * @param title above it
 * @param columns their names
 * @param rows as many cells each as there are columns
 */
public record Table(String title, List<String> columns, List<List<String>> rows) {

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
  }

  /** Returns the table in Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder("## " + title + "\n\n");
    line(text, columns);
    line(text, columns.stream().map(_ -> "---").toList());
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
