package io.blick.bench.comparison;

import io.blick.bench.run.BenchException;
import io.blick.core.tensor.Tensor;

/** The check that two sides compute the same: times of different work must not be compared. */
public final class Agreement {
  /**
   * The largest difference of two float32 computations, relative to the largest number: far more
   * than rounding causes (about 1e-6), far less than another mask or layout would.
   */
  private static final double TOLERANCE = 1e-3;

  private Agreement() {}

  /** Returns the largest absolute difference of two elements at the same place. */
  public static double difference(Tensor ours, Tensor peers) {
    double largest = 0;
    for (long i = 0; i < ours.count(); i++) {
      largest = Math.max(largest, Math.abs(ours.get(i) - peers.get(i)));
    }
    return largest;
  }

  /**
   * Checks that two results are the same but for rounding.
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
