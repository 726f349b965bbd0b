package io.blick.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Our own exp and erf against float64, over their whole range. */
class TranscendentalTest {
  @Test
  void exp_errs_by_at_most_one_unit_in_the_last_place() {
    double worst = 0;
    for (float x = -87.3f; x < 88.7f; x += 0.00137f) {
      double exact = StrictMath.exp(x);
      worst = Math.max(worst, Math.abs(Transcendental.exp(x) - exact) / Math.ulp((float) exact));
    }

    assertThat(worst).isLessThan(1);
  }

  @Test
  void exp_ends_in_zero_and_infinity() {
    assertThat(Transcendental.exp(-87.4f)).isZero();
    assertThat(Transcendental.exp(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Transcendental.exp(0)).isEqualTo(1);
    assertThat(Transcendental.exp(88.8f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Transcendental.exp(Float.NaN)).isNaN();
  }

  @Test
  void exp2_errs_by_at_most_one_unit_in_the_last_place() {
    double worst = 0;
    for (float x = -126; x < 0.5f; x += 0.000937f) {
      double exact = StrictMath.pow(2, x);
      double error = Math.abs(Transcendental.exp2(x) - exact) / Math.ulp((float) exact);
      worst = Math.max(worst, error);
    }

    assertThat(worst).isLessThan(1);
    assertThat(Transcendental.exp2(0)).isEqualTo(1);
    assertThat(Transcendental.exp2(-126.1f)).isZero();
    assertThat(Transcendental.exp2(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Transcendental.exp2(Float.NaN)).isNaN();
    // Its bits are not made a number of.
    assertThat(Transcendental.exp2(Float.intBitsToFloat(0x7fffffff))).isNaN();
  }

  @Test
  void tanh_errs_by_at_most_two_units_in_the_last_place() {
    double worst = 0;
    for (float x = -11; x < 11; x += 0.000137f) {
      double exact = StrictMath.tanh(x);
      double error = Math.abs(Transcendental.tanh(x) - exact) / Math.ulp((float) exact);
      worst = Math.max(worst, error);
    }

    assertThat(worst).isLessThan(2);
    assertThat(Transcendental.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(Transcendental.tanh(Float.NaN)).isNaN();
  }

  @Test
  void log_sum_exp_errs_by_at_most_two_units_of_its_larger_term() {
    double worst = 0;
    for (float sum = 0.5f; sum < 70_000; sum *= 1.000137f) {
      for (float max : new float[] {0, -3.7f, 41.3f}) {
        double log = StrictMath.log(sum);
        double exact = max * StrictMath.log(2) + log;
        double unit = Math.ulp((float) Math.max(Math.abs(max), Math.abs(log)));
        double error = Math.abs(Transcendental.logSumExp(max, 1, sum) - exact);
        worst = Math.max(worst, error / Math.max(unit, Math.ulp(1f)));
      }
    }

    assertThat(worst).isLessThan(2);
    assertThat(Transcendental.logSumExp(Float.NEGATIVE_INFINITY, 1, 0))
        .isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Transcendental.logSumExp(0, 1, Float.NaN)).isNaN();
    assertThat(Transcendental.logSumExp(3, 1, 0)).isNaN();
  }

  @Test
  void erf_errs_by_at_most_two_units_in_the_last_place() {
    double worst = 0;
    for (float x = -4.5f; x < 4.5f; x += 0.000137f) {
      double exact = erf(x);
      worst = Math.max(worst, Math.abs(Transcendental.erf(x) - exact) / Math.ulp((float) exact));
    }

    assertThat(worst).isLessThan(2);
    assertThat(Transcendental.erf(Float.NaN)).isNaN();
    assertThat(Transcendental.erf(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
  }

  @Test
  void gelu_with_tanh_follows_its_formula() {
    for (float x = -9; x < 9; x += 0.0137f) {
      double u = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
      // The same as x/2 · (1 + tanh u), without its cancellation.
      double exact = x / (1 + StrictMath.exp(-2 * u));
      // The relative error of exp(-2u) is that of u, |2u| half units, and a few roundings more.
      double relative = (4 + Math.abs(2 * u) * 3) * Math.ulp(1f);
      // Where exp(-2u) is infinite in float32 the result is zero.
      double vanished = Math.abs(x) * StrictMath.exp(Transcendental.EXP_LOW);
      double bound = relative * Math.abs(exact) + vanished;

      assertThat((double) Transcendental.geluTanh(x)).isCloseTo(exact, within(bound));
    }
  }

  /** 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3 … (2n + 1)), all terms of one sign. */
  private static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }
}
