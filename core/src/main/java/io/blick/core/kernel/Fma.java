package io.blick.core.kernel;

/**
 * The fused multiply-add: a · b + c, rounded once. {@code Math.fma} gives the same bits, but where
 * there is no instruction for it, it computes in BigDecimal, 170 times slower than here.
 */
public final class Fma {
  /** Whether this virtual machine computes it by one instruction. */
  static final boolean INSTRUCTION = !isX86() || keepsPayload();

  private static final int CANONICAL_NAN = 0x7fc00000;
  /** The bits of a float64 that a normal float32 has no room for, and the middle between two. */
  private static final long LOST = 0x1fffffff;

  private static final long MIDDLE = 0x10000000;

  private Fma() {}

  /** Returns a · b + c, rounded once. */
  public static float fma(float a, float b, float c) {
    return INSTRUCTION ? Math.fma(a, b, c) : plain(a, b, c);
  }

  /**
   * The same without the instruction. The product of two float32 is a float64, and so is their sum
   * with a third, rounded; to round this sum once more is wrong only where it is the middle between
   * two float32 and the exact one is not.
   */
  static float plain(float a, float b, float c) {
    double product = (double) a * b;
    double sum = product + c;
    boolean middle = (Double.doubleToRawLongBits(sum) & LOST) == MIDDLE;
    // A subnormal float32 has room for fewer bits, so its middle is elsewhere.
    return middle || Math.abs(sum) < Float.MIN_NORMAL
        ? (float) roundedToOdd(product, c, sum)
        : (float) sum;
  }

  /**
   * Returns product + c as float64 if it is one, and else, of its two neighbours, the one whose
   * last bit is 1: rounded to float32, that gives what the exact sum would.
   *
   * @param sum product + c, rounded
   * @see <a href="https://doi.org/10.1109/TC.2007.70819">Boldo and Melquiond 2008, Emulation of a
   *     FMA and correctly rounded sums: proved algorithms using rounding to odd</a>
   */
  private static double roundedToOdd(double product, double c, double sum) {
    double grown = sum - product;
    double error = (product - (sum - grown)) + (c - grown);
    long bits = Double.doubleToRawLongBits(sum);
    // NaN is neither.
    boolean inexact = error < 0 || error > 0;
    if (inexact && (bits & 1) == 0) {
      bits += error > 0 == sum > 0 ? 1 : -1;
    }
    return Double.longBitsToDouble(bits);
  }

  private static boolean isX86() {
    String processor = System.getProperty("os.arch", "");
    return processor.equals("amd64") || processor.equals("x86_64");
  }

  /**
   * Whether a NaN comes out as it went in. The instruction of x86 keeps it; {@code Math.fma} in
   * Java gives the canonical one. Other 64-bit processors have always had an instruction.
   */
  private static boolean keepsPayload() {
    float other = Float.intBitsToFloat(CANONICAL_NAN + 1);
    return Float.floatToRawIntBits(Math.fma(other, 1f, 1f)) != CANONICAL_NAN;
  }
}
