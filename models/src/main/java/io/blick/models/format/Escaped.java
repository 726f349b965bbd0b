package io.blick.models.format;

import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Text of a file or of a path, made safe for an error message: shortened, and with an escape such
 * as {@code \}{@code u202e} for each control or format character, line separator, noncharacter and
 * lone surrogate.
 */
public final class Escaped {
  private static final int LONGEST = 80;
  private static final int LONGEST_QUOTED = 40;
  private static final int LONGEST_PATH = 400;
  private static final int LONGEST_SENTENCE = 1_500;

  private Escaped() {}

  /** Returns a name or a value: its first 80 characters. */
  public static String text(String text) {
    return beginning(text, LONGEST);
  }

  /**
   * Returns a piece of a vocabulary or a value of a JSON file in quotation marks: its first 40
   * characters; those for private use and U+FFFD are escaped too.
   */
  public static String quoted(String text) {
    var shown = new StringBuilder("\"");
    int end =
        text.offsetByCodePoints(0, Math.min(LONGEST_QUOTED, text.codePointCount(0, text.length())));
    text.substring(0, end).codePoints().forEach(code -> {
      if (isEscapedInQuotes(code)) {
        shown.append("\\u{%X}".formatted(code));
      } else {
        shown.appendCodePoint(code);
      }
    });
    return shown.append(end < text.length() ? "…\"" : "\"").toString();
  }

  private static boolean isEscapedInQuotes(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE -> true;
      default -> code == 0xFFFD;
    };
  }

  /** Returns a path: its last 400 characters, since the end says most. */
  public static String path(Path path) {
    String text = path.toString();
    int all = text.codePointCount(0, text.length());
    return all <= LONGEST_PATH
        ? beginning(text, LONGEST_PATH)
        : "..."
            + beginning(
                text.substring(text.offsetByCodePoints(0, all - LONGEST_PATH)), LONGEST_PATH);
  }

  /** Returns a sentence that may contain such text: its first 1,500 characters. */
  public static String sentence(String sentence) {
    return beginning(sentence, LONGEST_SENTENCE);
  }

  private static String beginning(String text, int longest) {
    var shown = new StringBuilder();
    IntStream codes = text.codePoints().limit(longest);
    codes.forEach(c -> append(shown, c));
    return text.codePointCount(0, text.length()) > longest ? shown + "..." : shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    if (!isEscaped(c)) {
      shown.appendCodePoint(c);
    } else {
      shown.append(c <= 0xffff ? "\\u%04x".formatted(c) : "\\u{%x}".formatted(c));
    }
  }

  private static boolean isEscaped(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> true;
      default -> (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    };
  }
}
