package io.blick.bench.timing;

import java.util.Arrays;
import java.util.Map;

/** The times of each side, in nanoseconds a call, round by round. */
public final class Timings {
  private final Map<Side, double[]> nanos;

  /**
   * Creates the times.
   *
   * @param nanos the nanoseconds of a call: for each side one number a round
   */
  public Timings(Map<Side, double[]> nanos) {
    this.nanos = nanos;
  }

  /** Returns the median over the rounds of a side's nanoseconds a call. */
  public double nanos(Side side) {
    return median(of(side).clone());
  }

  /** Returns the median over the rounds of one side's time over the other's. */
  public double ratio(Side numerator, Side denominator) {
    double[] ratios = of(numerator).clone();
    double[] divisors = of(denominator);
    Arrays.setAll(ratios, round -> ratios[round] / divisors[round]);
    return median(ratios);
  }

  private double[] of(Side side) {
    double[] turns = nanos.get(side);
    if (turns == null) {
      throw new IllegalStateException("bench: " + side.name() + " took no turns");
    }
    return turns;
  }

  /** Returns the median of values; the array is sorted. */
  public static double median(double... values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
