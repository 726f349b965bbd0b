package io.blick.lens.picture.steps;

import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.Svg;
import io.blick.lens.draw.Svg.Anchor;
import java.util.List;

/** A vector as a row of bars above and below a line, in the order of its numbers. */
final class VectorSvg {
  static final int HEIGHT = 52;
  private static final int WIDEST_BAR = 9;
  private static final int LONGEST = 640;

  private VectorSvg() {}

  /**
   * Adds a vector.
   *
   * @param x where its bars begin
   * @param y of its upper edge
   * @param name what stands before it
   */
  static void append(Svg svg, double x, double y, String name, List<Float> vector) {
    double largest = vector.stream().mapToDouble(Math::abs).max().orElse(0);
    double pitch = Math.min(WIDEST_BAR, (double) LONGEST / Math.max(1, vector.size()));
    double middle = y + HEIGHT / 2.0;
    svg.text(x - 12, middle + 4, "word", Anchor.END, name);
    svg.rectangle(x, middle - 0.5, pitch * vector.size(), 1, "rule");
    for (int i = 0; i < vector.size(); i++) {
      double length = largest == 0 ? 0 : Math.abs(vector.get(i)) / largest * (HEIGHT / 2.0 - 2);
      double top = vector.get(i) < 0 ? middle : middle - length;
      // Numbers below zero are lighter, so that the sign is seen twice.
      svg.rectangle(
          x + i * pitch, top, Math.max(0.5, pitch - 1), length, vector.get(i) < 0 ? "f12" : "f22");
    }
    svg.text(
        x + pitch * vector.size() + 12,
        middle + 4,
        "muted",
        "%s numbers, the largest %s".formatted(vector.size(), Numbers.fixed(largest, 2)));
  }
}
