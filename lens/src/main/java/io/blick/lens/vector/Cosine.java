package io.blick.lens.vector;

/** The cosine of the angle between two vectors, a·b / (‖a‖ ‖b‖), in float64. */
public final class Cosine {
  private Cosine() {}

  /**
   * Returns the cosine, from −1 to 1; 0 if one of the vectors is zero.
   *
   * @param a a vector (n)
   * @param b another (n)
   */
  public static double of(double[] a, double[] b) {
    double lengths = Math.sqrt(dot(a, a) * dot(b, b));
    // Rounding may take that of vectors of one direction above 1.
    return lengths == 0 ? 0 : Math.clamp(dot(a, b) / lengths, -1.0, 1.0);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
