package io.blick.lens.report.look;

import java.util.ArrayList;
import java.util.List;

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
