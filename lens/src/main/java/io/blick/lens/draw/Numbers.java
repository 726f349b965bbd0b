package io.blick.lens.draw;

import java.util.Locale;

/** The formats of numbers that people read, the same in every locale. */
public final class Numbers {
  private Numbers() {}

  /** Returns a weight with three decimals: {@code 0.265}. */
  public static String weight(double weight) {
    return fixed(weight, 3);
  }

  /**
   * Returns a number in four columns: {@code .265}, {@code 1.00}, {@code 12.3}, {@code 4567}; a
   * number from 10,000 on takes more.
   */
  public static String narrow(double number) {
    String three = weight(number);
    return switch (three.indexOf('.')) {
      case 1 -> three.startsWith("0") ? three.substring(1) : fixed(number, 2);
      case 2 -> fixed(number, 1);
      default -> fixed(number, 0);
    };
  }

  public static String fixed(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    // A tiny negative number is shown as zero, without a sign.
    return text.matches("-0\\.0*") ? text.substring(1) : text;
  }

  /** Returns a number with its sign; a number that rounds to zero has none. */
  public static String signed(double value, int decimals) {
    String number = String.format(Locale.ROOT, "%+." + decimals + "f", value);
    return number.matches("[+-]0\\.?0*") ? number.substring(1) : number;
  }
}
