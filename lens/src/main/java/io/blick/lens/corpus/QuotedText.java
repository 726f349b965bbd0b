package io.blick.lens.corpus;

import io.blick.lens.text.Columns;

/** What stands in a file, as an error shows it: short, and with what would not be seen. */
final class QuotedText {
  private static final int LONGEST = 40;

  private QuotedText() {}

  /** Returns a value; one that is empty or has spaces at its ends stands in {@code ''}. */
  static String of(String value) {
    var shown = new StringBuilder();
    value.codePoints().forEach(c -> append(shown, c));
    String cut = Columns.cut(shown.toString(), LONGEST);
    boolean quoted = value.isEmpty() || value.startsWith(" ") || value.endsWith(" ");
    return quoted ? "'" + cut + "'" : cut;
  }

  private static void append(StringBuilder shown, int c) {
    // Controls are made visible by whoever shows the sentence.
    if (isUnseen(c) && c != ' ' && c > 0x9f) {
      shown.append(c <= 0xffff ? "\\u%04x".formatted(c) : "\\u{%x}".formatted(c));
    } else {
      shown.appendCodePoint(c);
    }
  }

  /** Whether a character leaves no mark where it stands: a space, a control, a format character. */
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
