package io.blick.lens.report.compare;

import io.blick.lens.draw.Numbers;
import io.blick.lens.trace.TextUnits;
import java.util.List;
import java.util.function.DoubleFunction;

/** One map of several that belong together. */
final class MapPanel {
  private final String title;
  private final List<String> labels;
  private final float[][] map;
  private final double scale;
  private final DoubleFunction<String> number;

  private MapPanel(
      String title,
      List<String> labels,
      float[][] map,
      double scale,
      DoubleFunction<String> number) {
    this.title = title;
    this.labels = List.copyOf(labels);
    this.map = map;
    this.scale = scale;
    this.number = number;
  }

  /**
   * Returns the map of one side between its units of the text.
   *
   * @param scale the number of the strongest colour
   */
  static MapPanel ofSide(String title, TextUnits units, float[][] map, double scale) {
    float[][] shown = part(map, units.inText());
    List<String> labels = CompareHeading.labels(units, units.inText());
    return new MapPanel(title, labels, shown, scale, Numbers::narrow);
  }

  /** Returns the map of differences between units of the text that both sides have. */
  static MapPanel ofDifference(CompareResult result, float[][] difference) {
    var heading = new CompareHeading(result);
    List<Integer> matches = heading.inText();
    float[][] shown = part(difference, matches);
    List<String> labels = matches.stream().map(heading::label).toList();
    return new MapPanel(
        "B − A", labels, shown, largest(shown), number -> Numbers.signed(number, 3));
  }

  /**
   * Returns other rows and columns in the same colours.
   *
   * @param newLabels of the rows and columns
   * @param newMap (labels, labels)
   */
  MapPanel over(List<String> newLabels, float[][] newMap) {
    return new MapPanel(title, newLabels, newMap, scale, number);
  }

  /** Returns what the map is of. */
  String title() {
    return title;
  }

  /** Returns the labels of the rows, which are those of the columns. */
  List<String> labels() {
    return labels;
  }

  static float[][] part(float[][] map, List<Integer> indices) {
    float[][] part = new float[indices.size()][indices.size()];
    for (int from = 0; from < part.length; from++) {
      for (int to = 0; to < part.length; to++) {
        part[from][to] = map[indices.get(from)][indices.get(to)];
      }
    }
    return part;
  }

  static double largest(float[][] map) {
    double largest = Float.MIN_NORMAL;
    for (float[] row : map) {
      for (float number : row) {
        largest = Math.max(largest, Math.abs(number));
      }
    }
    return largest;
  }

  /** Returns the strength of a cell's colour, from 0 to 1. */
  double strength(int from, int to) {
    return Math.abs(map[from][to]) / scale;
  }

  /** Returns the number of a cell in as little room as possible. */
  String cell(int from, int to) {
    return number.apply(map[from][to]);
  }
}
