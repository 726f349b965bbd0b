package io.blick.lens.draw;

import io.blick.lens.text.Terminal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A map of so many units that its numbers could not be read: shaded cells, the labels of rows and
 * columns, and in text the largest number of each row.
 */
public final class CellMap {
  private final String title;
  private final List<String> sentences;
  private final List<String> below;
  private final List<String> labels;
  private final List<String> added;
  private final float[][] numbers;
  private final double[][] masses;
  private final double scale;

  /**
   * Creates a map.
   *
   * @param title of the picture
   * @param sentences that stand above the map
   * @param below the sentences below it
   * @param labels of the units, safe to show
   * @param added labels of what the model adds, safe to show
   * @param numbers (units, units): rows look, columns are looked at
   * @param masses (units, added): numbers of what the model adds
   */
  public CellMap(
      String title,
      List<String> sentences,
      List<String> below,
      List<String> labels,
      List<String> added,
      float[][] numbers,
      double[][] masses) {
    this.title = title;
    this.sentences = List.copyOf(sentences);
    this.below = List.copyOf(below);
    this.labels = List.copyOf(labels);
    this.added = List.copyOf(added);
    this.numbers = numbers;
    this.masses = masses;
    this.scale = IntStream.range(0, size())
        .mapToDouble(from -> number(from, largest(from)))
        .reduce(Float.MIN_NORMAL, Math::max);
  }

  /** Returns lines of text, each ended by a line feed. */
  public String text(Terminal terminal) {
    return CellMapText.of(this, terminal);
  }

  /** Returns an SVG document. */
  public String svg() {
    return CellMapSvg.of(this);
  }

  String title() {
    return title;
  }

  List<String> sentences() {
    return sentences;
  }

  List<String> below() {
    return below;
  }

  List<String> labels() {
    return labels;
  }

  List<String> added() {
    return added;
  }

  int size() {
    return labels.size();
  }

  float number(int from, int to) {
    return numbers[from][to];
  }

  double mass(int from, int piece) {
    return masses[from][piece];
  }

  /** Returns the number with the strongest colour, the largest of all. */
  double scale() {
    return scale;
  }

  /** Returns the column with the largest number of a row, the first among equals. */
  int largest(int from) {
    int largest = 0;
    for (int to = 1; to < size(); to++) {
      if (numbers[from][to] > numbers[from][largest]) {
        largest = to;
      }
    }
    return largest;
  }

  /** Returns the cells, at most so many in a row; several units share a cell if they must. */
  DownsampledMap cells(int most) {
    return DownsampledMap.of(numbers, units(), scale, most);
  }

  /** Returns the cells, each as a part of the largest number of its row. */
  DownsampledMap partsOfRows(int most) {
    float[][] parts = new float[size()][size()];
    for (int from = 0; from < size(); from++) {
      float largest = Math.max(numbers[from][largest(from)], Float.MIN_NORMAL);
      for (int to = 0; to < size(); to++) {
        parts[from][to] = numbers[from][to] / largest;
      }
    }
    return DownsampledMap.of(parts, units(), 1, most);
  }

  private List<Integer> units() {
    return IntStream.range(0, size()).boxed().toList();
  }
}
