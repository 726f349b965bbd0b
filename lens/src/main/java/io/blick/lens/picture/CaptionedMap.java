package io.blick.lens.picture;

import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.TextUnits;

/** A map between the units of a text, with its title, model, legend and caution. */
final class CaptionedMap {
  private final String title;
  private final String model;
  private final String legend;
  private final EdgeScore edgeScore;
  private final TextUnits units;
  private final float[][] map;

  CaptionedMap(
      String title,
      String model,
      String legend,
      EdgeScore edgeScore,
      TextUnits units,
      float[][] map) {
    this.title = title;
    this.model = model;
    this.legend = legend;
    this.edgeScore = edgeScore;
    this.units = units;
    this.map = map;
  }

  String title() {
    return title;
  }

  String model() {
    return model;
  }

  /** Returns the sentence that says how to read the map. */
  String legend() {
    return legend;
  }

  String caution() {
    return Caution.of(edgeScore);
  }

  TextUnits units() {
    return units;
  }

  /** Returns the numbers (units, units): rows look, columns are looked at. */
  float[][] map() {
    return map;
  }

  /** Returns the number with the strongest colour. */
  double scale() {
    return ScoreLabels.scale(edgeScore, units, map);
  }
}
