package io.blick.lens.report.look;

import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.TextUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** The columns that tables of pairs of units share. */
final class LookColumns {
  private LookColumns() {}

  /**
   * One cell of a map between units.
   *
   * @param from index of the unit that looks
   * @param to index of the unit looked at
   * @param weight the number of the cell
   */
  record Cell(int from, int to, float weight) {

    /**
     * Returns the cells of a map, row by row.
     *
     * @param map (units, units): rows look, columns are looked at
     */
    static List<Cell> all(float[][] map) {
      List<Cell> cells = new ArrayList<>();
      for (int from = 0; from < map.length; from++) {
        for (int to = 0; to < map[from].length; to++) {
          cells.add(new Cell(from, to, map[from][to]));
        }
      }
      return cells;
    }
  }

  /** Returns the unit that looks and the unit looked at, each as its index and its characters. */
  static <R> List<Column<R>> units(TextUnits units, ToIntFunction<R> from, ToIntFunction<R> to) {
    return List.of(
        Column.count("from", from::applyAsInt),
        Column.text("from.text", row -> units.label(from.applyAsInt(row))),
        Column.count("to", to::applyAsInt),
        Column.text("to.text", row -> units.label(to.applyAsInt(row))));
  }

  /**
   * Returns the table of a whole map.
   *
   * @param where the columns that name the layer and the head of the numbers
   * @param map (units, units): rows look, columns are looked at
   * @param edgeScore what the numbers are
   */
  static Table<Cell> weights(
      TextUnits units, List<Column<Cell>> where, float[][] map, EdgeScore edgeScore) {
    List<Column<Cell>> columns = join(
        join(units(units, Cell::from, Cell::to), where),
        List.of(Column.number("weight", 3, Cell::weight), measure(edgeScore)));
    return new Table<>(columns, Cell.all(map));
  }

  /** Returns what the numbers are, as the last column. */
  static <R> Column<R> measure(EdgeScore edgeScore) {
    return Column.text("measure", _ -> LookJson.name(edgeScore));
  }

  static <R> List<Column<R>> join(List<Column<R>> first, List<Column<R>> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
