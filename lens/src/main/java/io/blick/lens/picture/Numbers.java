package io.blick.lens.picture;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Numbers {
  private Numbers() {}

  /** Returns a weight with three decimals: {@code 0.265}. */
  static String weight(double weight) {
    return fixed(weight, 3);
  }

  /** Returns a weight in four columns: {@code .265}, {@code 1.00}. */
  static String narrow(double weight) {
    String three = weight(weight);
    return three.startsWith("0") ? three.substring(1) : three.substring(0, 4);
  }

  static String fixed(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    // A tiny negative number is not minus nothing.
    return text.matches("-0\\.0*") ? text.substring(1) : text;
  }
}
