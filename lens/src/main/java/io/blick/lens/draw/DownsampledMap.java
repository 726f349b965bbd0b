package io.blick.lens.draw;

import java.util.List;

/** A map of so few cells that the maps of all heads fit one picture. */
public final class DownsampledMap {
  private final float[][] cells;

  private DownsampledMap(float[][] cells) {
    this.cells = cells;
  }

  /**
   * Returns a map of at most {@code mostCells} rows and columns. A cell that several units share
   * has the largest of their weights, so that no peak is lost.
   *
   * @param map weights (units, units)
   * @param units indices of the units to show, ascending
   * @param scale weight for which a cell is 1
   * @param mostCells the largest number of rows, and of columns
   */
  public static DownsampledMap of(float[][] map, List<Integer> units, double scale, int mostCells) {
    int size = Math.min(units.size(), mostCells);
    float[][] cells = new float[size][size];
    for (int from = 0; from < units.size(); from++) {
      for (int to = 0; to < units.size(); to++) {
        int row = from * size / units.size();
        int column = to * size / units.size();
        float weight = (float) (map[units.get(from)][units.get(to)] / scale);
        cells[row][column] = Math.max(cells[row][column], weight);
      }
    }
    return new DownsampledMap(cells);
  }

  public int size() {
    return cells.length;
  }

  public float cell(int row, int column) {
    return cells[row][column];
  }

  /** Returns one line of half blocks, each of which shows two rows of cells. */
  public String halfBlocks(Ink ink, int line) {
    var text = new StringBuilder();
    for (int column = 0; column < size(); column++) {
      float upper = cells[2 * line][column];
      text.append(
          2 * line + 1 < size()
              ? ink.twoCells(upper, cells[2 * line + 1][column])
              : ink.upperCell(upper));
    }
    return text.toString();
  }

  /**
   * Returns one line of Braille patterns, each of which shows four rows and two columns of cells.
   *
   * @param threshold the smallest value of a cell that has a dot
   */
  public String braille(int line, float threshold) {
    var text = new StringBuilder();
    for (int column = 0; column < size(); column += 2) {
      int pattern = 0;
      for (int dot = 0; dot < 8; dot++) {
        if (reaches(4 * line + dot / 2, column + dot % 2, threshold)) {
          pattern |= bit(dot / 2, dot % 2);
        }
      }
      text.appendCodePoint(0x2800 + pattern);
    }
    return text.toString();
  }

  private boolean reaches(int row, int column, float threshold) {
    return row < size() && column < size() && cells[row][column] >= threshold;
  }

  // Unicode numbers the six upper dots column by column, then the two at the foot.
  private static int bit(int row, int column) {
    return row < 3 ? 1 << (row + 3 * column) : 1 << (6 + column);
  }
}
