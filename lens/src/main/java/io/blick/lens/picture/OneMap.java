package io.blick.lens.picture;

import io.blick.lens.trace.Measure;
import io.blick.lens.trace.Units;

/** One map between the units of a text, and what is said of it. */
final class OneMap {
  private final String title;
  private final String model;
  private final String legend;
  private final Measure measure;
  private final Units units;
  private final float[][] map;

  OneMap(String title, String model, String legend, Measure measure, Units units, float[][] map) {
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

  Units units() {
    return units;
  }

  /** Returns the numbers (units, units): rows look, columns are looked at. */
  float[][] map() {
    return map;
  }

  /** Returns the number that has the strongest colour. */
  double scale() {
    return Measuring.scale(measure, units, map);
  }
}
