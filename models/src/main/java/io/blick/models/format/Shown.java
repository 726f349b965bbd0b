package io.blick.models.format;

/** Text of a file as an error message shows it: short, and no control character of it raw. */
final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  static String name(String name) {
    var shown = new StringBuilder();
    name.codePoints().limit(LONGEST).forEach(c -> append(shown, c));
    return name.codePointCount(0, name.length()) > LONGEST ? shown + "..." : shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> shown.append("\\u%04x".formatted(c));
      default -> shown.appendCodePoint(c);
    }
  }
}
