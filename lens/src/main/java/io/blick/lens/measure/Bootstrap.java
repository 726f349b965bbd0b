package io.blick.lens.measure;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How far an accuracy would move if other sentences had been drawn: the sentences are drawn again
 * with replacement, 1,000 times, and the middle 95 % of the accuracies taken (Efron 1979, the
 * percentile method).
 *
 * <p>Every draw of n sentences is n calls of {@link SplittableRandom#nextInt(int)} on one generator
 * of seed 1, and all samples see the same draws. A draw in which a sample has no case has no
 * accuracy and is left out. Percentiles are interpolated between the two nearest accuracies.
 */
final class Bootstrap {
  private static final int DRAWS = 1000;
  private static final long SEED = 1;
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private Bootstrap() {}

  /**
   * An interval of accuracies.
   *
   * @param low its lower end
   * @param high its upper end
   */
  record Interval(float low, float high) {}

  /**
   * Returns the interval of each sample.
   *
   * @param sentences how many there are, n
   */
  static List<Interval> intervals(int sentences, List<Sample> samples) {
    double[][] accuracies = new double[samples.size()][DRAWS];
    var random = new SplittableRandom(SEED);
    int[] times = new int[sentences];
    for (int draw = 0; draw < DRAWS; draw++) {
      Arrays.fill(times, 0);
      for (int i = 0; i < sentences; i++) {
        times[random.nextInt(sentences)]++;
      }
      for (int sample = 0; sample < samples.size(); sample++) {
        accuracies[sample][draw] = samples.get(sample).accuracy(times);
      }
    }
    return Arrays.stream(accuracies).map(Bootstrap::interval).toList();
  }

  private static Interval interval(double[] accuracies) {
    double[] sorted =
        Arrays.stream(accuracies).filter(value -> !Double.isNaN(value)).sorted().toArray();
    return new Interval((float) percentile(sorted, LOW), (float) percentile(sorted, HIGH));
  }

  private static double percentile(double[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
