package io.blick.bench.report;

import java.util.Locale;

/** The formats of numbers in tables. */
public final class Figures {
  private Figures() {}

  /** Returns nanoseconds as milliseconds. */
  public static String millis(double nanos) {
    return threeDigits(nanos / 1e6) + " ms";
  }

  /** Returns a ratio with two decimals. */
  public static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f ×", ratio);
  }

  /** Returns a share in percent. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** Returns a small difference with two digits. */
  public static String difference(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }

  /** Returns a positive number with three digits, or all digits before the point. */
  public static String threeDigits(double value) {
    String pattern = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, pattern, value);
  }
}
