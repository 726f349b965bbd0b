package io.blick.lens.draw;

import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Vectors as rows of small bars, all on one scale; as numbers if the terminal has no bars. */
public final class VectorText {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";
  private static final int DECIMALS = 2;

  private final Ink ink;
  private final int columns;
  private final int labelColumns;
  private final double largest;

  /**
   * Sets the scale for vectors that belong together.
   *
   * @param labelColumns columns of the widest label
   * @param vectors all vectors that are to be added
   */
  public VectorText(Terminal terminal, int labelColumns, List<List<Float>> vectors) {
    this.ink = new Ink(terminal.colours());
    this.columns = terminal.columns();
    this.labelColumns = labelColumns;
    this.largest =
        vectors.stream().flatMap(List::stream).mapToDouble(Math::abs).max().orElse(0);
  }

  /** Returns the largest magnitude of all elements, the end of the scale. */
  public double largest() {
    return largest;
  }

  /** Adds one vector, in as many lines as it needs. */
  public void append(TextPage page, String label, List<Float> vector) {
    List<String> rows =
        ink.hasBars() ? bars(vector) : Columns.wrapped(numbers(vector), vectorColumns());
    for (int row = 0; row < rows.size(); row++) {
      page.add(Columns.left(row == 0 ? label : "", labelColumns) + "  " + rows.get(row));
    }
  }

  private List<String> bars(List<Float> vector) {
    // Lines of equal length read better than one full and one short.
    int perRow = Math.ceilDiv(vector.size(), Math.ceilDiv(vector.size(), vectorColumns()));
    List<String> rows = new ArrayList<>();
    for (int at = 0; at < vector.size(); at += perRow) {
      rows.add(row(vector.subList(at, Math.min(vector.size(), at + perRow))));
    }
    return rows;
  }

  private int vectorColumns() {
    return Math.max(1, columns - labelColumns - 2);
  }

  private String row(List<Float> vector) {
    var bars = new StringBuilder();
    for (float value : vector) {
      double level = largest == 0 ? 0.5 : (value / largest + 1) / 2;
      bars.append(LEVELS.charAt((int) Math.round(level * (LEVELS.length() - 1))));
    }
    return ink.coloured(bars.toString());
  }

  private static String numbers(List<Float> vector) {
    return String.join(
        " ", vector.stream().map(value -> Numbers.fixed(value, DECIMALS)).toList());
  }
}
