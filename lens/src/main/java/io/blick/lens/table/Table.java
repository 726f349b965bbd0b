package io.blick.lens.table;

import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Columns over rows: the same table as text on a terminal, as HTML, and as tab-separated values.
 * Text and HTML have its columns for people, the values those for programs.
 *
 * @param <R> what a row is
 * @param columns from the left
 * @param rows from the top
 */
public record Table<R>(List<Column<R>> columns, List<R> rows) {

  /** Copies the lists. */
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Returns the same columns over other rows. */
  public Table<R> over(List<R> others) {
    return new Table<>(columns, others);
  }

  /** Adds the table to lines of text: headings, then a line a row. */
  public void text(TextPage lines, Terminal terminal) {
    text(lines, terminal, _ -> true);
  }

  /**
   * Adds the table to lines of text, headings above each group of rows and an empty line between
   * groups; a column is as wide in all of them.
   *
   * @param group what the rows of a group, which follow each other, have in common
   */
  public void text(TextPage lines, Terminal terminal, Function<R, ?> group) {
    TableText<R> text = new TableText<>(this, terminal);
    text.headings(lines);
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0 && !group.apply(rows.get(i)).equals(group.apply(rows.get(i - 1)))) {
        text.headings(lines.blank());
      }
      text.rows(lines, i, i + 1);
    }
  }

  /**
   * Adds headings and the first and last rows of a long table to lines of text, and between those a
   * line that says how many are left out.
   *
   * @param first so many rows from the top
   * @param last so many rows at the end
   * @param left what is said of a number of rows left out
   */
  public void ends(
      TextPage lines, Terminal terminal, int first, int last, IntFunction<String> left) {
    int between = rows.size() - first - last;
    if (between <= 0) {
      text(lines, terminal);
      return;
    }
    List<R> shown = new ArrayList<>(rows.subList(0, first));
    shown.addAll(rows.subList(rows.size() - last, rows.size()));
    TableText<R> text = new TableText<>(over(shown), terminal);
    text.headings(lines);
    text.rows(lines, 0, first);
    lines.sentence(left.apply(between));
    text.rows(lines, first, shown.size());
  }

  /** Returns the table as an HTML element. */
  public String html() {
    return TableHtml.of(this);
  }

  /**
   * Writes the table as tab-separated values: a line of keys, then a line a row.
   *
   * @throws IllegalStateException if a number is not finite
   */
  public void tsv(OutputStream out) throws IOException {
    TableTsv.write(this, out);
  }

  /**
   * Writes the lines of rows alone, as below another table of the same columns.
   *
   * @throws IllegalStateException if a number is not finite
   */
  public void tsvRows(OutputStream out) throws IOException {
    TableTsv.writeRows(this, out);
  }
}
