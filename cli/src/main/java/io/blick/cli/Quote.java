package io.blick.cli;

import io.blick.lens.text.Visible;

/** What the user gave, as an error repeats it. */
final class Quote {
  private static final int LONGEST = 60;

  private Quote() {}

  /** Returns a value that fits on a line; one of blanks alone stands in {@code ''}. */
  static String of(String value) {
    String line = Visible.text(value);
    if (Given.blank(line)) {
      return line.length() <= LONGEST ? "'" + line + "'" : "blanks";
    }
    if (line.length() <= LONGEST) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
    return line.substring(0, end) + "…";
  }
}
