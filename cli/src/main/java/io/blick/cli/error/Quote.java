package io.blick.cli.error;

import io.blick.lens.text.Columns;
import io.blick.lens.text.Visible;

/** A value from the command line, as an error message repeats it. */
public final class Quote {
  private static final int LONGEST = 60;

  private Quote() {}

  /** Returns the value, cut to fit on a line; white space alone is put in {@code ''}. */
  public static String of(String value) {
    String line = Visible.text(value);
    if (isBlank(line)) {
      return line.length() <= LONGEST ? "'" + line + "'" : "blanks";
    }
    return Columns.cut(line, LONGEST);
  }

  /** Whether a value has nothing to see in it: it is empty, or all white space. */
  public static boolean isBlank(String value) {
    return value.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }
}
