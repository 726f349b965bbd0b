package io.blick.lens.report.compare;

import io.blick.lens.report.compare.Alignment.Match;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.TextUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** The columns of tab-separated values of comparisons. */
final class CompareColumns {
  private CompareColumns() {}

  /** One cell of a map between matches. */
  record Cell(int from, int to, float first, float second) {
    float difference() {
      return second - first;
    }
  }

  static <R> List<Column<R>> units(
      CompareResult result, ToIntFunction<R> from, ToIntFunction<R> to) {
    TextUnits units = result.firstUnits();
    List<Match> matches = result.alignment().matches();
    return List.of(
        Column.count("from", from::applyAsInt),
        Column.text(
            "from.text", row -> units.label(matches.get(from.applyAsInt(row)).first())),
        Column.count("to", to::applyAsInt),
        Column.text(
            "to.text", row -> units.label(matches.get(to.applyAsInt(row)).first())));
  }

  static <R> Column<R> measure(EdgeScore edgeScore) {
    return Column.text("measure", _ -> edgeScore.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the table of a head's or a rollout's map between matches.
   *
   * @param where the columns that name the layer and the head
   */
  static Table<Cell> map(
      CompareResult result, float[][] first, float[][] second, List<Column<Cell>> where) {
    List<Column<Cell>> columns = new ArrayList<>(units(result, Cell::from, Cell::to));
    columns.addAll(where);
    columns.add(Column.number("first", 3, Cell::first));
    columns.add(Column.number("second", 3, Cell::second));
    columns.add(Column.number("difference", 3, Cell::difference));
    columns.add(measure(result.edgeScore()));
    return new Table<>(columns, cells(first, second, result.alignment().matches()));
  }

  private static List<Cell> cells(float[][] first, float[][] second, List<Match> matches) {
    List<Cell> cells = new ArrayList<>();
    for (int from = 0; from < matches.size(); from++) {
      for (int to = 0; to < matches.size(); to++) {
        Match row = matches.get(from);
        Match column = matches.get(to);
        cells.add(new Cell(
            from, to, first[row.first()][column.first()], second[row.second()][column.second()]));
      }
    }
    return cells;
  }
}
