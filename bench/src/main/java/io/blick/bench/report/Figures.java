package io.blick.bench.report;

import java.util.Locale;

/** Numbers as tables have them. */
public final class Figures {
  private Figures() {}

  /** Returns nanoseconds as milliseconds. */
  public static String millis(double nanos) {
    return threeDigits(nanos / 1e6) + " ms";
  }

  /** Returns how many times as much. */
  public static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f ×", ratio);
  }

  /** Returns a share. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** Returns a small difference. */
  public static String difference(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }

  /** Returns a positive number with three digits, or all that stand before the point. */
  public static String threeDigits(double value) {
    String pattern = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, pattern, value);
  }
}
