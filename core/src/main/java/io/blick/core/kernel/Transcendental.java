package io.blick.core.kernel;

import static io.blick.core.kernel.Fma.fma;

/**
 * exp, 2^x, tanh, erf, gelu, silu and log-sum-exp in float32, one value at a time, as chains of
 * fused multiply-adds, so that every processor and every lane count gives the same bits.
 * {@link VectorTranscendental} does the same steps in vectors. The coefficients come from
 * {@code core/src/main/polynomials/fit.py}.
 */
public final class Transcendental {
  /**
   * 1.5 · 2²³: adding it rounds a float to an integer, which is then in the low bits of the sum.
   */
  static final float MAGIC = 0x1.8p23f;

  static final float LOG2_E = 1.442695f;
  // ln 2 in two parts; the first has so few bits that n times it is exact.
  static final float LN2_HIGH = 0x1.62e4p-1f;
  static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /** Below it exp is 0 (its results would be subnormal); above EXP_HIGH it is infinite. */
  static final float EXP_LOW = -87.33654f;

  static final float EXP_HIGH = 88.72283f;

  // (e^r - 1 - r) / r², |r| <= ln 2 / 2.
  static final float E2 = 0.5f;
  static final float E3 = 0.16666515f;
  static final float E4 = 0.04166626f;
  static final float E5 = 0.008369223f;
  static final float E6 = 0.0013946561f;

  // (2^r - 1) / r, |r| <= 1/2.
  static final float T1 = 0.6931472f;
  static final float T2 = 0.2402265f;
  static final float T3 = 0.055503264f;
  static final float T4 = 0.0096180355f;
  static final float T5 = 0.00134007f;
  static final float T6 = 0.0001546762f;

  /** Below it exp2 is 0. */
  static final float EXP2_LOW = -126;

  /** Rounds as {@link #MAGIC} does, and adds 127, the bias of a float's exponent. */
  static final float EXP2_MAGIC = MAGIC + 127;

  /**
   * Largest score · scale from which on {@link #exponent} subtracts the scores before it
   * multiplies.
   */
  static final float HUGE = 0x1p30f;

  // (log(1 + f) - f) / f², √½ - 1 <= f <= √2 - 1.
  static final float L0 = -0.49999985f;
  static final float L1 = 0.33333963f;
  static final float L2 = -0.2500215f;
  static final float L3 = 0.19961876f;
  static final float L4 = -0.16562529f;
  static final float L5 = 0.14912346f;
  static final float L6 = -0.14357029f;
  static final float L7 = 0.08808183f;

  // (tanh(x) / x - 1) / x² in x², |x| <= 0.625; beyond, by exp.
  static final float H0 = -0.33333284f;
  static final float H1 = 0.13331458f;
  static final float H2 = -0.053739175f;
  static final float H3 = 0.020632677f;
  static final float H4 = -0.0056936378f;
  static final float TANH_NEAR = 0.625f;

  static final float LN_2 = 0.6931472f;

  /** Bits of √½: their difference from a float's bits gives its power of two. */
  static final int SQRT_HALF_BITS = 0x3f3504f3;

  // erf(x) / x - 1 in x², |x| <= 1.
  static final float R0 = 0.12837917f;
  static final float R1 = -0.3761263f;
  static final float R2 = 0.11283626f;
  static final float R3 = -0.0268554f;
  static final float R4 = 0.0051912186f;
  static final float R5 = -0.00080348464f;
  static final float R6 = 7.933494e-5f;

  // -(log erfc(t) + t) / t, 1 <= t <= 4; beyond, erf is 1 in float32.
  static final float C0 = 0.12860551f;
  static final float C1 = 0.63538295f;
  static final float C2 = 0.10572141f;
  static final float C3 = -0.023146518f;
  static final float C4 = 0.0032158145f;
  static final float C5 = -0.0001509716f;
  static final float C6 = -2.603417e-5f;
  static final float C7 = 3.3593647e-6f;

  static final float SQRT_HALF = 0.70710677f;
  static final float SQRT_2_OVER_PI = 0.7978846f;
  static final float TANH_CUBIC = 0.044715f;

  private Transcendental() {}

  /** exp(x); 0 where the result would be subnormal. */
  public static float exp(float x) {
    float shifted = fma(x, LOG2_E, MAGIC);
    int power = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(MAGIC);
    float n = shifted - MAGIC;
    float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
    float p = fma(E6, r, E5);
    p = fma(p, r, E4);
    p = fma(p, r, E3);
    p = fma(p, r, E2);
    p = fma(p, r, 1);
    p = fma(p, r, 1);
    // In two steps, since 2^128 is no float, but a result of p · 2^128 may be one.
    int half = power >> 1;
    float y = p * powerOfTwo(half) * powerOfTwo(power - half);
    if (x < EXP_LOW) {
      return 0;
    }
    return x > EXP_HIGH ? Float.POSITIVE_INFINITY : y;
  }

  /** 2^x for x up to 0, or a little above by rounding; 0 for x below −126. */
  public static float exp2(float x) {
    float shifted = x + EXP2_MAGIC;
    float r = x - (shifted - EXP2_MAGIC);
    float p = fma(T6, r, T5);
    p = fma(p, r, T4);
    p = fma(p, r, T3);
    p = fma(p, r, T2);
    p = fma(p, r, T1);
    p = fma(p, r, 1);
    // A product, not a sum of bits: NaN stays NaN, whatever its own bits are.
    float y = p * Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
    return x < EXP2_LOW ? 0 : y;
  }

  /**
   * (score − largest) · scale, as score · scale − M with M = largest · scale, rounded. The fused
   * step leaves the rounding of M in the result: it is the same for every score and does no harm,
   * until M is so large that the rounding alone exceeds the exponents of floats, or M overflows.
   * Then the scores are subtracted first.
   *
   * @param largest finite, also where there is no score
   */
  public static float exponent(float score, float scale, float largest) {
    float shift = largest * scale;
    return Math.abs(shift) < HUGE ? fma(score, scale, -shift) : (score - largest) * scale;
  }

  /**
   * (before − largest) · scale for an earlier largest score: the exponent of the factor by which
   * weights relative to it become relative to the new one. Both products are rounded, as both were
   * in {@link #exponent}.
   */
  public static float rescalingExponent(float before, float scale, float largest) {
    float shift = largest * scale;
    return Math.abs(shift) < HUGE ? before * scale - shift : (before - largest) * scale;
  }

  /**
   * ln 2 · max · scale + ln sum, for a sum that is positive and normal; −∞ if no key was seen, and
   * ±∞ where max · scale overflows.
   */
  public static float logSumExp(float max, float scale, float sum) {
    int bits = Float.floatToRawIntBits(sum);
    int power = (bits - SQRT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (power << 23)) - 1;
    float p = fma(L7, f, L6);
    p = fma(p, f, L5);
    p = fma(p, f, L4);
    p = fma(p, f, L3);
    p = fma(p, f, L2);
    p = fma(p, f, L1);
    p = fma(p, f, L0);
    float log = fma(f * f, p, f);
    float lse = fma(max * scale + power, LN_2, log);
    if (sum == 0 && max == Float.NEGATIVE_INFINITY) {
      return max;
    }
    return sum > 0 && sum < Float.POSITIVE_INFINITY ? lse : Float.NaN;
  }

  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }

  /** tanh(x). */
  public static float tanh(float x) {
    float s = x * x;
    float p = fma(H4, s, H3);
    p = fma(p, s, H2);
    p = fma(p, s, H1);
    p = fma(p, s, H0);
    float near = fma(x * s, p, x);
    float far = Math.copySign(1 - 2 / (exp(2 * Math.abs(x)) + 1), x);
    return Math.abs(x) < TANH_NEAR ? near : far;
  }

  static float erf(float x) {
    float t = Math.min(Math.abs(x), 4);
    return t < 1 ? erfNear(x) : Math.copySign(1 - exp(erfcLog(t)), x);
  }

  private static float erfNear(float x) {
    float s = x * x;
    float p = fma(R6, s, R5);
    p = fma(p, s, R4);
    p = fma(p, s, R3);
    p = fma(p, s, R2);
    p = fma(p, s, R1);
    p = fma(p, s, R0);
    return fma(p, x, x);
  }

  private static float erfcLog(float t) {
    float p = fma(C7, t, C6);
    p = fma(p, t, C5);
    p = fma(p, t, C4);
    p = fma(p, t, C3);
    p = fma(p, t, C2);
    p = fma(p, t, C1);
    p = fma(p, t, C0);
    return fma(p, -t, -t);
  }

  static float silu(float x) {
    return x / (1 + exp(-x));
  }

  static float geluErf(float x) {
    return 0.5f * x * (1 + erf(x * SQRT_HALF));
  }

  /** x / (1 + exp(-2u)) with u = √(2/π) (x + 0.044715 x³), which is x/2 · (1 + tanh u). */
  static float geluTanh(float x) {
    float u = SQRT_2_OVER_PI * fma(TANH_CUBIC * x * x, x, x);
    return x / (1 + exp(-2 * u));
  }
}
