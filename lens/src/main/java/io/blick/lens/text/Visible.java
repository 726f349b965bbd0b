package io.blick.lens.text;

/**
 * Text from outside, made safe to show on a terminal or in a picture: every character that would
 * act, instead of being seen, is replaced by a visible sign.
 */
public final class Visible {
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int DELETE = 0x7f;
  private static final int SYMBOL_FOR_DELETE = 0x2421;
  private static final int REPLACEMENT = 0xfffd;

  private Visible() {}

  /**
   * Returns the text without characters that act. U+0000 to U+001F and U+007F become the signs that
   * Unicode has for them (␀, ␛, ␊). C1 controls, line separators, bidirectional and other invisible
   * format characters and noncharacters become escapes such as {@code \}{@code u202e}. A lone
   * surrogate becomes U+FFFD. The joiners U+200C and U+200D stay, since scripts need them.
   *
   * @param text any UTF-16, well formed or not
   */
  public static String text(String text) {
    if (text.codePoints().noneMatch(Visible::acts)) {
      return text;
    }
    var shown = new StringBuilder();
    text.codePoints().forEach(c -> append(shown, c));
    return shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    if (!acts(c)) {
      shown.appendCodePoint(c);
    } else if (c < 0x20) {
      shown.appendCodePoint(CONTROL_PICTURES + c);
    } else if (c == DELETE) {
      shown.appendCodePoint(SYMBOL_FOR_DELETE);
    } else if (Character.getType(c) == Character.SURROGATE) {
      shown.appendCodePoint(REPLACEMENT);
    } else if (c <= 0xffff) {
      shown.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
    } else {
      shown.append("\\u{").append(Integer.toHexString(c)).append('}');
    }
  }

  private static boolean acts(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT -> !joins(c) && !isVisibleSign(c);
      default -> (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    };
  }

  private static boolean joins(int c) {
    return c == 0x200c || c == 0x200d;
  }

  // Arabic and Syriac signs that Unicode calls format characters and that every reader sees.
  private static boolean isVisibleSign(int c) {
    return (c >= 0x600 && c <= 0x605)
        || c == 0x6dd
        || c == 0x70f
        || c == 0x890
        || c == 0x891
        || c == 0x8e2;
  }
}
