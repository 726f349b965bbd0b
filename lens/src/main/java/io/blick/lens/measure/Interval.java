package io.blick.lens.measure;

import java.util.Arrays;

/**
 * The interval in which a number would lie in 95 of 100 samples like this one, by the bootstrap:
 * what was measured is drawn again with replacement, 1,000 times over, and the middle 95 % of the
 * results are taken (Efron 1979, the percentile method). Percentiles are interpolated between the
 * two nearest results.
 *
 * @param low the 2.5th percentile
 * @param high the 97.5th percentile
 */
public record Interval(double low, double high) {
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  /** Returns the interval of some results, at least one. */
  static Interval of(double[] results) {
    double[] sorted = results.clone();
    Arrays.sort(sorted);
    return new Interval(percentile(sorted, LOW), percentile(sorted, HIGH));
  }

  /** Returns the interval of {@code hits} among {@code cases}, at least one, drawn one by one. */
  static Interval ofShare(int hits, int cases) {
    var draws = new Draws(cases);
    var share = new DrawnShare();
    for (int i = 0; i < cases; i++) {
      // Cases are alike but for being hits, so any order of them does: hits first.
      share.add(draws.next(), i < hits);
    }
    return share.interval();
  }

  private static double percentile(double[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
