package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Attention against float64, over random configurations of everything that it computes.
 * {@code -Dblick.soak=true} tries 20,000 instead of 500.
 *
 * <p>The bound is that of the flash-attention papers' own tests (arXiv 2205.14135): at most twice
 * the error of the plain three steps in the same precision, and here two units in the last place of
 * the largest value beside it; on average no more than the plain ones err.
 */
class ExactnessTest {
  private static final int CONFIGURATIONS = Boolean.getBoolean("blick.soak") ? 20_000 : 500;
  private static final long SEED = Long.getLong("blick.seed", 1);

  @Test
  void attention_errs_at_most_twice_as_much_as_the_plain_steps_and_on_average_no_more() {
    double ours = 0;
    double plain = 0;
    try (Parallel parallel = new Parallel(2)) {
      Attention attention = new Attention(parallel);
      for (long seed = SEED; seed < SEED + CONFIGURATIONS; seed++) {
        Configuration c = Configuration.of(seed);
        Attention.Attended got = attention.attend(c.q(), c.k(), c.v(), c.options());
        Attention.Attended exact = ReferenceAttention.attend(c.q(), c.k(), c.v(), c.options());
        double own = error(got.output().toFloats(), exact.output());
        double ofPlain = error(
            PlainAttention.attend(c.q(), c.k(), c.v(), c.options()).output().toFloats(),
            exact.output());
        ours += own;
        plain += ofPlain;

        assertThat(ofPlain).as(c.toString()).isFinite();
        assertThat(own).as(c.toString()).isLessThanOrEqualTo(2 * ofPlain + 2 * unit(c.v()));
        checkLse(c, got.lse(), exact.lse());
      }
    }
    System.out.printf(
        "attention: %d configurations, error %.3f times that of the plain steps%n",
        CONFIGURATIONS, ours / plain);
    assertThat(ours).isLessThanOrEqualTo(plain);
  }

  private static double error(float[] got, Tensor exact) {
    double worst = 0;
    for (int i = 0; i < got.length; i++) {
      double difference = Math.abs(got[i] - exact.get(i));
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return worst;
  }

  private static double unit(Tensor v) {
    float largest = 0;
    for (float value : v.toFloats()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return Math.ulp(largest);
  }

  /** Scores are sums of D products, so a log-sum-exp errs as the largest of them does. */
  private static void checkLse(Configuration c, Tensor got, Tensor exact) {
    double largest = 1;
    for (long i = 0; i < exact.count(); i++) {
      double value = Math.abs(exact.get(i));
      largest = value == Double.POSITIVE_INFINITY ? largest : Math.max(largest, value);
    }
    double magnitude = c.q().size(3) * 16.0 * c.options().scale() * 3;
    double bound = (c.q().size(3) + 64) * 0x1p-24 * Math.max(largest, magnitude);
    for (long i = 0; i < exact.count(); i++) {
      if (exact.get(i) == Double.NEGATIVE_INFINITY) {
        assertThat(got.get(i)).as(c.toString()).isEqualTo(Double.NEGATIVE_INFINITY);
      } else {
        assertThat(Math.abs(got.get(i) - exact.get(i))).as(c.toString()).isLessThan(bound);
      }
    }
  }
}
