package io.blick.bench.turns;

import java.util.Arrays;
import java.util.Map;

/** The nanoseconds of a call of each side, round by round. */
public final class Timings {
  private final Map<Side, double[]> nanos;

  /**
   * Keeps what was measured.
   *
   * @param nanos of a call, for each side one number a round
   */
  public Timings(Map<Side, double[]> nanos) {
    this.nanos = nanos;
  }

  /** Returns the median of a side's nanoseconds a call. */
  public double nanos(Side side) {
    return median(of(side).clone());
  }

  /** Returns how many times as long one side takes as the other: the median over the rounds. */
  public double ratio(Side longer, Side shorter) {
    double[] ratios = of(longer).clone();
    double[] other = of(shorter);
    Arrays.setAll(ratios, round -> ratios[round] / other[round]);
    return median(ratios);
  }

  private double[] of(Side side) {
    double[] turns = nanos.get(side);
    if (turns == null) {
      throw new IllegalStateException("bench: " + side.name() + " took no turns");
    }
    return turns;
  }

  /** Returns the middle of the values, which are sorted, or the mean of the two in the middle. */
  public static double median(double... values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
