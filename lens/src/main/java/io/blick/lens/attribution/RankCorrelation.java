package io.blick.lens.attribution;

import io.blick.lens.argument.Required;
import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Spearman's rank correlation ρ: Pearson's correlation of ranks, where equal numbers share the mean
 * of their ranks (Spearman 1904). 1 if two lists of numbers have the same order, −1 if they have
 * the opposite one.
 */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Returns ρ, from −1 to 1; empty of fewer than two pairs, or if all numbers of a list are equal.
   *
   * @param x the numbers of one list (n)
   * @param y the numbers of the other list (n)
   */
  public static OptionalDouble of(double[] x, double[] y) {
    Required.of("correlation", "numbers", x);
    Required.of("correlation", "other numbers", y);
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "correlation: both lists must have as many numbers; got %d and %d"
              .formatted(x.length, y.length));
    }
    if (DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("correlation: numbers must have an order; got NaN");
    }
    // Twice the ranks less their mean are whole numbers, so the sums are exact.
    long[] a = ranks(x);
    long[] b = ranks(y);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return aa == 0 || bb == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.clamp(ab / StrictMath.sqrt(aa * bb), -1.0, 1.0));
  }

  /** Returns twice the rank of each number, from 1 on, less twice their mean. */
  private static long[] ranks(double[] numbers) {
    Integer[] order = IntStream.range(0, numbers.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> numbers[i]))
        .toArray(Integer[]::new);
    long[] ranks = new long[numbers.length];
    for (int i = 0; i < order.length; ) {
      int end = i + 1;
      while (end < order.length && numbers[order[end]] == numbers[order[i]]) {
        end++;
      }
      // The places i + 1 … end share their mean, (i + 1 + end) / 2.
      long shared = i + 1L + end - (order.length + 1L);
      Arrays.asList(order).subList(i, end).forEach(n -> ranks[n] = shared);
      i = end;
    }
    return ranks;
  }
}
