package io.blick.lens.draw;

import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Vectors as rows of small bars, all to one scale, or as numbers where there are no bars. */
public final class VectorText {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";
  private static final int DECIMALS = 2;

  private final Ink ink;
  private final int columns;
  private final int labels;
  private final double largest;

  /**
   * Prepares for vectors that belong together.
   *
   * @param labels columns of the widest label
   * @param vectors all of them
   */
  public VectorText(Terminal terminal, int labels, List<List<Float>> vectors) {
    this.ink = new Ink(terminal.colours());
    this.columns = terminal.columns();
    this.labels = labels;
    this.largest =
        vectors.stream().flatMap(List::stream).mapToDouble(Math::abs).max().orElse(0);
  }

  /** Returns the largest magnitude of all, the end of the scale. */
  public double largest() {
    return largest;
  }

  /** Adds one vector, in as many lines as it needs. */
  public void append(TextPage lines, String label, List<Float> vector) {
    List<String> rows = ink.hasBars()
        ? bars(vector)
        : Columns.wrapped(numbers(vector), Math.max(1, columns - labels - 2));
    for (int row = 0; row < rows.size(); row++) {
      lines.add(Columns.left(row == 0 ? label : "", labels) + "  " + rows.get(row));
    }
  }

  private List<String> bars(List<Float> vector) {
    int room = Math.max(1, columns - labels - 2);
    // Lines of equal length read better than one full and one short.
    int each = Math.ceilDiv(vector.size(), Math.ceilDiv(vector.size(), room));
    List<String> rows = new ArrayList<>();
    for (int at = 0; at < vector.size(); at += each) {
      rows.add(bar(vector.subList(at, Math.min(vector.size(), at + each))));
    }
    return rows;
  }

  private String bar(List<Float> vector) {
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
