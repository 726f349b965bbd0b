package io.blick.lens.table;

import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A table, columns over rows, which is written as text for a terminal, as HTML, or as tab-separated
 * values. Text and HTML have the columns for people, tab-separated values those for programs.
 *
 * @param <R> type of a row
 * @param columns columns from left to right
 * @param rows rows from top to bottom
 */
public record Table<R>(List<Column<R>> columns, List<R> rows) {

  /** Copies the lists. */
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Returns the same columns over other rows. */
  public Table<R> over(List<R> newRows) {
    return new Table<>(columns, newRows);
  }

  /** Adds the table to a page: headings, then a line for each row. */
  public void text(TextPage page, Terminal terminal) {
    text(page, terminal, _ -> true);
  }

  /**
   * Adds the table to a page, with headings above each group of rows and an empty line between
   * groups; a column has the same width in all groups.
   *
   * @param group key of a row's group; the rows of a group follow each other
   */
  public void text(TextPage page, Terminal terminal, Function<R, ?> group) {
    TableText<R> text = new TableText<>(this, terminal);
    text.headings(page);
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0 && !group.apply(rows.get(i)).equals(group.apply(rows.get(i - 1)))) {
        text.headings(page.blank());
      }
      text.rows(page, i, i + 1);
    }
  }

  /**
   * Adds the headings and the first and last rows of a long table to a page, and between them a
   * line that says how many rows are left out.
   *
   * @param first number of rows shown from the top
   * @param last number of rows shown from the end
   * @param leftOut sentence for a number of rows left out
   */
  public void ends(
      TextPage page, Terminal terminal, int first, int last, IntFunction<String> leftOut) {
    ends(page, terminal, first, last, _ -> false, leftOut);
  }

  /**
   * Adds the headings, the first and last rows, and those that somebody asks for, to a page; where
   * rows are left out, a line says how many.
   *
   * @param first number of rows shown from the top
   * @param last number of rows shown from the end
   * @param asked whether a row is shown wherever it stands
   * @param leftOut sentence for a number of rows left out
   */
  public void ends(
      TextPage page,
      Terminal terminal,
      int first,
      int last,
      Predicate<R> asked,
      IntFunction<String> leftOut) {
    int[] shown = IntStream.range(0, rows.size())
        .filter(i -> i < first || i >= rows.size() - last || asked.test(rows.get(i)))
        .toArray();
    List<R> those = Arrays.stream(shown).mapToObj(rows::get).toList();
    TableText<R> text = new TableText<>(over(those), terminal);
    text.headings(page);
    int next = 0;
    for (int i = 0; i < shown.length; i++) {
      sayLeftOut(page, shown[i] - next, leftOut);
      text.rows(page, i, i + 1);
      next = shown[i] + 1;
    }
    sayLeftOut(page, rows.size() - next, leftOut);
  }

  private static void sayLeftOut(TextPage page, int count, IntFunction<String> leftOut) {
    if (count > 0) {
      page.sentence(leftOut.apply(count));
    }
  }

  /** Returns the table as an HTML element. */
  public String html() {
    return TableHtml.of(this);
  }

  /**
   * Writes the table as tab-separated values: a line of keys, then a line for each row.
   *
   * @throws IllegalStateException if a number is not finite
   */
  public void tsv(OutputStream out) throws IOException {
    TableTsv.write(this, out);
  }

  /**
   * Writes the rows without the line of keys, to follow another table of the same columns.
   *
   * @throws IllegalStateException if a number is not finite
   */
  public void tsvRows(OutputStream out) throws IOException {
    TableTsv.writeRows(this, out);
  }
}
