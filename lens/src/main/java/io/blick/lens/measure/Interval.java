package io.blick.lens.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Between what a share would lie in 95 of 100 samples like this one, by the bootstrap: cases are
 * drawn anew, with replacement, 1,000 times (Efron 1979).
 *
 * <p>Percentiles are interpolated between the two nearest shares; one generator of seed 1 draws.
 *
 * @param low the 2.5th percentile, from 0 to 1
 * @param high the 97.5th percentile, from 0 to 1
 */
public record Interval(double low, double high) {
  private static final int SAMPLES = 1000;
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;
  private static final long SEED = 1;

  /** Returns the interval of {@code hits} among {@code cases}, at least one, drawn one by one. */
  static Interval ofShare(int hits, int cases) {
    var random = new SplittableRandom(SEED);
    int[] drawn = new int[SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      for (int i = 0; i < cases; i++) {
        // Cases are alike but for being hits, so any order of them does: hits first.
        drawn[sample] += random.nextInt(cases) < hits ? 1 : 0;
      }
    }
    Arrays.sort(drawn);
    return new Interval(percentile(drawn, LOW) / cases, percentile(drawn, HIGH) / cases);
  }

  private static double percentile(int[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) at;
    return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
  }
}
