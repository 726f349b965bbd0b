package io.blick.lens.corpus;

import io.blick.lens.text.Columns;

/** A value from a file, as an error quotes it: short, with its invisible characters escaped. */
final class QuotedText {
  private static final int MOST_COLUMNS = 40;

  private QuotedText() {}

  /** Returns the value, in {@code ''} if it is empty or has a space at an end. */
  static String of(String value) {
    var shown = new StringBuilder();
    value.codePoints().forEach(c -> append(shown, c));
    String cut = Columns.cut(shown.toString(), MOST_COLUMNS);
    boolean quoted = value.isEmpty() || value.startsWith(" ") || value.endsWith(" ");
    return quoted ? "'" + cut + "'" : cut;
  }

  private static void append(StringBuilder shown, int c) {
    // Controls are made visible when the sentence is shown.
    if (isUnseen(c) && c != ' ' && c > 0x9f) {
      shown.append(c <= 0xffff ? "\\u%04x".formatted(c) : "\\u{%x}".formatted(c));
    } else {
      shown.appendCodePoint(c);
    }
  }

  /** Whether a character leaves no mark on the page: a space, a control, a format character. */
  static boolean isUnseen(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT -> true;
      default -> false;
    };
  }
}
