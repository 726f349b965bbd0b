package io.blick.core.nn;

/**
 * erf in float64, slow and obvious: its Taylor series near zero, the continued fraction of erfc far
 * from it (Abramowitz and Stegun 1964, 7.1.6 and 7.1.14).
 */
final class ErrorFunction {
  private static final double SERIES_END = 3;
  private static final int FRACTION_TERMS = 100;

  private ErrorFunction() {}

  static double erf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double t = Math.abs(x);
    return Math.copySign(t < SERIES_END ? series(t) : 1 - fraction(t), x);
  }

  /** 2/√π · exp(−t²) · Σ 2ⁿ t²ⁿ⁺¹ / (1·3·5 … (2n + 1)): all terms positive, so nothing cancels. */
  private static double series(double t) {
    double term = t;
    double sum = t;
    for (int n = 1; term > sum * 0x1p-60; n++) {
      term *= 2 * t * t / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-t * t) * sum;
  }

  private static double fraction(double t) {
    double tail = t;
    for (int n = FRACTION_TERMS; n > 0; n--) {
      tail = t + n / 2.0 / tail;
    }
    return StrictMath.exp(-t * t) / Math.sqrt(Math.PI) / tail;
  }
}
