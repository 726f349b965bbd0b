package io.blick.lens.picture;

import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.TextUnits;

/** What the numbers of a picture are called, and which of them has the strongest colour. */
final class ScoreLabels {
  private static final String NORM =
      "the length of the vector that a head takes from there, ‖α f(v)‖ with f(v) = W_O v"
          + " (Kobayashi et al. 2020)";

  private ScoreLabels() {}

  static String noun(EdgeScore measure) {
    return switch (measure) {
      case WEIGHT -> "weight";
      case NORM -> "norm";
      case ROLLOUT -> "rollout";
    };
  }

  /** Returns what a norm is, as a sentence after another one; nothing of what needs no word. */
  static String meaning(EdgeScore measure) {
    return switch (measure) {
      case WEIGHT, ROLLOUT -> "";
      case NORM -> " A norm is " + NORM + ".";
    };
  }

  /** Returns how to read the map of one head. */
  static String legend(HeadMaps maps) {
    TextUnits units = maps.units();
    return switch (maps.measure()) {
      case WEIGHT, ROLLOUT -> "Rows look, columns are looked at" + sums(units);
      case NORM ->
        "Rows look, columns are looked at; the number is %s. Rows have no fixed sum; the strongest"
                .formatted(NORM)
            + " colour is the largest number among the %s.".formatted(Labels.many(units));
    };
  }

  /** Returns that rows sum to 1, as the end of a sentence. */
  static String sums(TextUnits units) {
    return Specials.of(units).isEmpty()
        ? "; each row sums to 1."
        : "; with %s, which the model adds, each row sums to 1.".formatted(Specials.names(units));
  }

  /**
   * Returns the number that has the strongest colour: 1 where rows sum to 1, otherwise the largest
   * between the units of the text.
   */
  static double scale(EdgeScore measure, TextUnits units, float[][] map) {
    return switch (measure) {
      case WEIGHT, ROLLOUT -> 1;
      case NORM -> {
        double largest = Float.MIN_NORMAL;
        for (int from : units.own()) {
          for (int to : units.own()) {
            largest = Math.max(largest, map[from][to]);
          }
        }
        yield largest;
      }
    };
  }
}
