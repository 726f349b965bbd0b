package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scores near the end of float32 and beyond it, of one query and of many. One dimension and queries
 * of 1, so that the keys are the dot products.
 */
class LargeScoresTest {
  private static final float LARGEST = Float.MAX_VALUE;
  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final Parallel PARALLEL = new Parallel(2);

  private final SplittableRandom random = new SplittableRandom(13);
  private final Attention attention = new Attention(PARALLEL);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  /**
   * Where weights count, exponents of 2 differ by less than 64. They carry the rounding of the
   * factor on the scores, 2⁻²⁵ of 64, and their own: that of numbers below 64, 2⁻¹⁹. As much again
   * for the sum: less than 2⁻¹⁷ of the largest value.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 97, 211, 1637})
  void large_scores_give_what_float64_gives(int keys) {
    for (int power = 10; power < 127; power++) {
      float[] dots = new float[keys];
      for (int s = 0; s < keys; s++) {
        dots[s] = (float) (random.nextDouble(-1, 1) * StrictMath.pow(2, power));
      }
      dots[random.nextInt(keys)] = dots[random.nextInt(keys)];

      for (int queries : new int[] {1, 7}) {
        Ran got = run(dots, queries, options(random.nextBoolean() ? 1 : 0.125f));

        assertThat(got.outputError()).as("2^%d, %d queries", power, queries).isLessThan(0x1p-17);
        assertThat(got.lseError()).as("2^%d, %d queries", power, queries).isLessThan(0x1p-21);
        assertThat(got.weightError()).as("2^%d, %d queries", power, queries).isLessThan(0x1p-17);
      }
    }
  }

  @Test
  void equal_large_scores_share_their_values() {
    for (float large : new float[] {1e8f, 1e9f, 2e9f, 5e9f, 1e10f, 1e15f, 1e30f, 2e38f}) {
      float[] dots = new float[101];
      Arrays.fill(dots, -large);
      dots[17] = large;
      dots[99] = large;

      for (int queries : new int[] {1, 7}) {
        Ran got = run(dots, queries, options(1));

        assertThat(got.weights[17]).as("%s", large).isEqualTo(0.5f);
        assertThat(got.weights[99]).isEqualTo(0.5f);
        assertThat(got.outputError()).isLessThan(0x1p-17);
      }
    }
  }

  @Test
  void a_score_of_infinity_gives_no_number() {
    float[][] rows = {
      {INFINITY}, {1, INFINITY, 2}, {INFINITY, INFINITY}, {-INFINITY, INFINITY}, {INFINITY, -1e38f}
    };
    for (float[] dots : rows) {
      nothing(run(dots, 1, options(1)));
      nothing(run(dots, 7, options(1)));
    }
  }

  @Test
  void a_score_that_overflows_when_scaled_gives_no_number() {
    float[][] rows = {{1e38f}, {1, 1e38f, 2}, {1e38f, 1.1e38f}, {LARGEST, -LARGEST}};
    for (float[] dots : rows) {
      nothing(run(dots, 1, options(10)));
      nothing(run(dots, 7, options(10)));
      Tensor bias = Tensor.zeros(1, 1, 1, dots.length);
      nothing(run(dots, 1, options(10).withMask(Mask.bias(bias))));
    }
  }

  @Test
  void a_score_of_minus_infinity_among_others_weighs_nothing() {
    for (float below : new float[] {-INFINITY, -LARGEST}) {
      float[] dots = {1, below, 2, below};

      for (int queries : new int[] {1, 7}) {
        Ran got = run(dots, queries, options(10));

        assertThat(got.weights[1]).isZero();
        assertThat(got.outputError()).isLessThan(0x1p-17);
      }
    }
  }

  /** Zeros would say that it may look at nothing. */
  @Test
  void a_row_that_sees_keys_but_whose_scores_are_all_minus_infinity_gives_no_number() {
    for (float below : new float[] {-INFINITY, -LARGEST}) {
      float[] dots = {below, below, below};
      Tensor bias = Tensor.of(new float[] {-INFINITY, 0, -INFINITY}, 1, 1, 1, 3);

      nothing(run(dots, 1, options(10)));
      nothing(run(dots, 7, options(10)));
      Ran hidden = run(dots, 1, options(10).withMask(Mask.bias(bias)));
      assertThat(hidden.outputs).containsOnly(Float.NaN);
      assertThat(hidden.lses).containsOnly(Float.NaN);
      assertThat(hidden.weights).containsExactly(0, Float.NaN, 0);
    }
  }

  @Test
  void dot_products_that_overflow_spoil_their_row_alone() {
    Tensor q = Tensor.of(new float[] {1e30f, 1, -1e30f}, 1, 3, 1, 1);
    Tensor k = Tensor.of(new float[] {1e30f, 1e30f}, 1, 2, 1, 1);
    Tensor v = Tensor.of(new float[] {3, 5}, 1, 2, 1, 1);

    Attention.Attended got = attention.attend(q, k, v, options(1));

    assertThat(got.output().toFloats()).containsExactly(Float.NaN, 4, Float.NaN);
    assertThat(got.lse().toFloats()).containsExactly(Float.NaN, 1e30f, Float.NaN);
  }

  private static AttentionOptions options(float scale) {
    return AttentionOptions.full(1).withScale(scale);
  }

  private Ran run(float[] dots, int queries, AttentionOptions options) {
    float[] ones = new float[queries];
    Arrays.fill(ones, 1);
    Tensor q = Tensor.of(ones, 1, queries, 1, 1);
    Tensor k = Tensor.of(dots, 1, dots.length, 1, 1);
    // Sixteen dimensions, so that one query and seven take different ways.
    Tensor v = Configuration.normal(random, 1, 1, dots.length, 1, 16);
    Attention.Attended got = attention.attend(q, k, v, options);
    float[] weights = new AttentionCall(
            AttentionSite.encoder(0), 0, q, k, v, got.output(), got.lse(), options)
        .weights(0, 0, 0);
    return new Ran(dots, got, weights, ReferenceAttention.attend(q, k, v, options), v, options);
  }

  /** A result, and its distance from float64. */
  private static final class Ran {
    private final float[] dots;
    private final Attention.Attended exact;
    private final Tensor v;
    private final AttentionOptions options;
    final float[] outputs;
    final float[] lses;
    final float[] weights;

    Ran(
        float[] dots,
        Attention.Attended got,
        float[] weights,
        Attention.Attended exact,
        Tensor v,
        AttentionOptions options) {
      this.dots = dots;
      this.outputs = got.output().toFloats();
      this.lses = got.lse().toFloats();
      this.weights = weights;
      this.exact = exact;
      this.v = v;
      this.options = options;
    }

    /** Returns the largest error of an output, in units of the largest value. */
    double outputError() {
      double largest = Arrays.stream(v.toDoubles()).map(Math::abs).max().orElseThrow();
      return error(outputs, exact.output().toDoubles(), largest);
    }

    /** Returns the largest relative error of a log-sum-exp, absolute below 1. */
    double lseError() {
      return error(
          lses, exact.lse().toDoubles(), Math.max(1, Math.abs(exact.lse().get(0))));
    }

    double weightError() {
      double largest = Double.NEGATIVE_INFINITY;
      for (float dot : dots) {
        largest = Math.max(largest, (double) dot * options.scale());
      }
      double sum = 0;
      double[] right = new double[dots.length];
      for (int s = 0; s < dots.length; s++) {
        right[s] = StrictMath.exp((double) dots[s] * options.scale() - largest);
        sum += right[s];
      }
      for (int s = 0; s < dots.length; s++) {
        right[s] /= sum;
      }
      return error(weights, right, 1);
    }

    private static double error(float[] got, double[] exact, double unit) {
      double worst = 0;
      for (int i = 0; i < got.length; i++) {
        double error = Math.abs(got[i] - exact[i]) / unit;
        worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
      }
      return worst;
    }
  }

  private static void nothing(Ran got) {
    assertThat(got.outputs).containsOnly(Float.NaN);
    assertThat(got.lses).containsOnly(Float.NaN);
    assertThat(got.weights).containsOnly(Float.NaN);
  }
}
