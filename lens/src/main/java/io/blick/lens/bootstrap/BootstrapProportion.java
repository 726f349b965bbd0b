package io.blick.lens.bootstrap;

import java.util.Arrays;

/** A proportion, hits / cases, in each draw of a {@link Bootstrap}. */
public final class BootstrapProportion {
  private final long[] hits = new long[Bootstrap.COUNT];
  private final long[] cases = new long[Bootstrap.COUNT];

  /** Begins without a case. */
  public BootstrapProportion() {}

  /**
   * Adds a case.
   *
   * @param times how often each draw has it ({@link Bootstrap#COUNT})
   * @param hit whether it is a hit
   */
  public void add(int[] times, boolean hit) {
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
   * Returns the 95 % interval of the proportion; a draw without a case has none and is left out.
   */
  public Interval interval() {
    double[] shares = new double[Bootstrap.COUNT];
    Arrays.setAll(shares, draw -> (double) hits[draw] / cases[draw]);
    return Interval.of(
        Arrays.stream(shares).filter(share -> !Double.isNaN(share)).toArray());
  }

  /**
   * Returns the 95 % interval of this proportion less another one of the same draws; a draw in
   * which either has no case is left out.
   */
  public Interval intervalOfChange(BootstrapProportion before) {
    double[] changes = new double[Bootstrap.COUNT];
    Arrays.setAll(
        changes,
        draw ->
            (double) hits[draw] / cases[draw] - (double) before.hits[draw] / before.cases[draw]);
    return Interval.of(
        Arrays.stream(changes).filter(change -> !Double.isNaN(change)).toArray());
  }
}
