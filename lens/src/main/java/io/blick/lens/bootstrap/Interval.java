package io.blick.lens.bootstrap;

import java.util.Arrays;

/**
 * The interval in which a number would lie in 95 of 100 samples like this one, by the bootstrap:
 * what was measured is drawn again with replacement, 1,000 times over, and the middle 95 % of the
 * results are taken (Efron 1979, the percentile method). Percentiles are interpolated between the
 * two nearest results. That of a {@link Proportion} of few cases may be wider.
 *
 * @param low the 2.5th percentile
 * @param high the 97.5th percentile
 */
public record Interval(double low, double high) {
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  /**
   * Returns the interval of bootstrap results.
   *
   * @param results the number in each draw, at least one, in any order
   */
  public static Interval of(double[] results) {
    double[] sorted = results.clone();
    Arrays.sort(sorted);
    return new Interval(percentile(sorted, LOW), percentile(sorted, HIGH));
  }

  /**
   * Returns the interval of hits / cases, where each case is a unit of its own: the bootstrap's, or
   * where {@link Proportion#isSparse} the wider of that and Wilson's.
   *
   * @param hits from 0 to {@code cases}
   * @param cases at least 1
   */
  public static Interval ofProportion(int hits, int cases) {
    var bootstrap = new Bootstrap(cases);
    var proportion = new BootstrapProportion();
    for (int i = 0; i < cases; i++) {
      // Cases are alike but for being hits, so any order of them does: hits first.
      proportion.add(bootstrap.next(), i < hits);
    }
    return new Proportion(hits, cases).interval(proportion.interval());
  }

  private static double percentile(double[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
