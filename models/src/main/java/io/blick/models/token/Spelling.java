package io.blick.models.token;

/** How a piece of an untrusted file stands in a message: short, and without control characters. */
final class Spelling {
  private static final int LONGEST = 40;

  private Spelling() {}

  static String shown(String piece) {
    StringBuilder shown = new StringBuilder("\"");
    int end =
        piece.offsetByCodePoints(0, Math.min(LONGEST, piece.codePointCount(0, piece.length())));
    piece.substring(0, end).codePoints().forEach(code -> {
      if (CharacterKinds.isControl(code) || code < ' ') {
        shown.append("\\u{%X}".formatted(code));
      } else {
        shown.appendCodePoint(code);
      }
    });
    return shown.append(end < piece.length() ? "…\"" : "\"").toString();
  }
}
