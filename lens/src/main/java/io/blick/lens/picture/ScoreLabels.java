package io.blick.lens.picture;

import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.TextUnits;

/** The names and legends of the numbers of a picture, and the scale of their colours. */
final class ScoreLabels {
  private static final String NORM =
      "the length of the vector that a head takes from there, ‖α f(v)‖ with f(v) = W_O v"
          + " (Kobayashi et al. 2020)";

  private ScoreLabels() {}

  static String noun(EdgeScore edgeScore) {
    return switch (edgeScore) {
      case WEIGHT -> "weight";
      case NORM -> "norm";
      case ROLLOUT -> "rollout";
    };
  }

  /** Returns the definition of a norm, as a sentence to follow another; empty for other scores. */
  static String definition(EdgeScore edgeScore) {
    return switch (edgeScore) {
      case WEIGHT, ROLLOUT -> "";
      case NORM -> " A norm is " + NORM + ".";
    };
  }

  /** Returns the sentence that says how to read the map of one head. */
  static String legend(HeadMaps maps) {
    TextUnits units = maps.units();
    return switch (maps.edgeScore()) {
      case WEIGHT, ROLLOUT -> "Rows look, columns are looked at" + rowSums(units);
      case NORM ->
        "Rows look, columns are looked at; the number is %s. Rows have no fixed sum; the strongest"
                .formatted(NORM)
            + " colour is the largest number among the %s.".formatted(Labels.plural(units));
    };
  }

  /** Returns the end of a sentence that says that rows sum to 1. */
  static String rowSums(TextUnits units) {
    return AddedUnits.of(units).isEmpty()
        ? "; each row sums to 1."
        : "; with %s, which the model adds, each row sums to 1.".formatted(AddedUnits.names(units));
  }

  /**
   * Returns the number with the strongest colour: 1 if rows sum to 1, otherwise the largest number
   * between units of the text.
   */
  static double scale(EdgeScore edgeScore, TextUnits units, float[][] map) {
    return switch (edgeScore) {
      case WEIGHT, ROLLOUT -> 1;
      case NORM -> {
        double largest = Float.MIN_NORMAL;
        for (int from : units.inText()) {
          for (int to : units.inText()) {
            largest = Math.max(largest, map[from][to]);
          }
        }
        yield largest;
      }
    };
  }
}
