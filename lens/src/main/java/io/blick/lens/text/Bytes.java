package io.blick.lens.text;

import java.util.Locale;

/** The format of a number of bytes that people read. */
public final class Bytes {
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};
  private static final int THOUSAND = 1000;

  private Bytes() {}

  /** Returns a number of bytes with a unit, a power of 1000: {@code 714 MB}, {@code 1.4 GB}. */
  public static String of(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= THOUSAND && unit < UNITS.length - 1) {
      size /= THOUSAND;
      unit++;
    }
    String digits = unit > 0 && size < 10 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, digits, size) + " " + UNITS[unit];
  }
}
