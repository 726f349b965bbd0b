package io.blick.bench.contest;

import io.blick.bench.run.BenchException;
import io.blick.core.tensor.Tensor;

/** Whether two sides do the same work: times of different works must not be compared. */
public final class Agreement {
  /**
   * What two float32 computations of the same number may differ by, relative to the largest one:
   * far more than rounding makes (some 1e-6), far less than another mask or layout would.
   */
  private static final double TOLERANCE = 1e-3;

  private Agreement() {}

  /** Returns the largest difference. */
  public static double difference(Tensor ours, Tensor peers) {
    double largest = 0;
    for (long i = 0; i < ours.count(); i++) {
      largest = Math.max(largest, Math.abs(ours.get(i) - peers.get(i)));
    }
    return largest;
  }

  /**
   * Checks that results are the same but for rounding.
   *
   * @throws BenchException if they are not
   */
  public static void check(String work, Tensor ours, Tensor peers) {
    double scale = 0;
    for (long i = 0; i < ours.count(); i++) {
      scale = Math.max(scale, Math.abs(ours.get(i)));
    }
    double difference = difference(ours, peers);
    if (!(difference <= TOLERANCE * scale)) {
      throw new BenchException(
          "bench: %s: both sides must compute the same; their results differ by %s"
              .formatted(work, difference));
    }
  }
}
