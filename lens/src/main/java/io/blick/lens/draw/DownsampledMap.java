package io.blick.lens.draw;

import io.blick.lens.trace.TextUnits;
import java.util.List;

/** The map of one head between the units of the text, so small that all heads fit one picture. */
public final class DownsampledMap {
  private final float[][] cells;

  private DownsampledMap(float[][] cells) {
    this.cells = cells;
  }

  /**
   * Returns a map of at most {@code largest} rows and columns. Where units share a cell it has the
   * largest of their weights, so that no peak is lost.
   *
   * @param map (units, units)
   * @param scale what a cell of 1 stands for
   */
  public static DownsampledMap of(TextUnits units, float[][] map, double scale, int largest) {
    List<Integer> own = units.own();
    int size = Math.min(own.size(), largest);
    float[][] cells = new float[size][size];
    for (int from = 0; from < own.size(); from++) {
      for (int to = 0; to < own.size(); to++) {
        int row = from * size / own.size();
        int column = to * size / own.size();
        float weight = (float) (map[own.get(from)][own.get(to)] / scale);
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

  /** Returns the line of half blocks, two rows of cells each, at {@code line}. */
  public String blocks(Ink ink, int line) {
    var text = new StringBuilder();
    for (int column = 0; column < size(); column++) {
      float upper = cells[2 * line][column];
      text.append(
          2 * line + 1 < size() ? ink.pair(upper, cells[2 * line + 1][column]) : ink.single(upper));
    }
    return text.toString();
  }

  /** Returns the line of Braille patterns, four rows and two columns of cells each. */
  public String dots(int line, float threshold) {
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
