package io.blick.lens.picture;

import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.TextUnits;

/** One map between the units of a text, and what is said of it. */
final class OneMap {
  private final String title;
  private final String model;
  private final String legend;
  private final EdgeScore measure;
  private final TextUnits units;
  private final float[][] map;

  OneMap(
      String title,
      String model,
      String legend,
      EdgeScore measure,
      TextUnits units,
      float[][] map) {
    this.title = title;
    this.model = model;
    this.legend = legend;
    this.measure = measure;
    this.units = units;
    this.map = map;
  }

  String title() {
    return title;
  }

  String model() {
    return model;
  }

  /** Returns how to read it. */
  String legend() {
    return legend;
  }

  String caution() {
    return Caution.of(measure);
  }

  TextUnits units() {
    return units;
  }

  /** Returns the numbers (units, units): rows look, columns are looked at. */
  float[][] map() {
    return map;
  }

  /** Returns the number that has the strongest colour. */
  double scale() {
    return ScoreLabels.scale(measure, units, map);
  }
}
