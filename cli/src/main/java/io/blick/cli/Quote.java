package io.blick.cli;

import io.blick.lens.text.Columns;
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
    return Columns.cut(line, LONGEST);
  }
}
