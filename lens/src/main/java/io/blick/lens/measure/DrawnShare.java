package io.blick.lens.measure;

import java.util.Arrays;

/** Hits / cases in each of the {@link Draws}. */
final class DrawnShare {
  private final long[] hits = new long[Draws.COUNT];
  private final long[] cases = new long[Draws.COUNT];

  /**
   * Adds a case.
   *
   * @param times how often each draw has it
   */
  void add(int[] times, boolean hit) {
    for (int draw = 0; draw < times.length; draw++) {
      cases[draw] += times[draw];
    }
    if (hit) {
      for (int draw = 0; draw < times.length; draw++) {
        hits[draw] += times[draw];
      }
    }
  }

  /**
   * Returns the confidence interval of the share; a draw without a case has none and is left out.
   */
  Interval interval() {
    double[] shares = new double[Draws.COUNT];
    Arrays.setAll(shares, draw -> (double) hits[draw] / cases[draw]);
    return Interval.of(
        Arrays.stream(shares).filter(share -> !Double.isNaN(share)).toArray());
  }
}
