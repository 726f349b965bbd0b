package io.blick.lens.text;

/**
 * Isolates of the bidirectional algorithm (Unicode Standard Annex 9), put around words of scripts
 * that are written from right to left, so that a terminal that reorders text keeps the columns of a
 * line, and the numbers in them, from left to right. Text without such words is not changed.
 *
 * <p>The text must be safe to show ({@link Visible}): isolates that stand in it are then our own.
 */
public final class Isolates {
  private static final char LEFT_TO_RIGHT = '\u2066';
  private static final char FIRST_STRONG = '\u2068';
  private static final char END = '\u2069';
  private static final char ESCAPE = '\u001b';

  private Isolates() {}

  /** Returns a line whose words stand from left to right, each as its script is written. */
  public static String line(String line) {
    return isPlain(line) ? line : LEFT_TO_RIGHT + isolated(line, false) + END;
  }

  /**
   * Returns words each by itself; those that follow each other with one space between are read
   * together, from right to left.
   */
  public static String phrases(String text) {
    return isPlain(text) ? text : isolated(text, true);
  }

  /** Returns a text of somebody else, of which all words are read together. */
  public static String whole(String text) {
    return isPlain(text) ? text : FIRST_STRONG + text + END;
  }

  /** Whether a character is an isolate: it takes no column. */
  static boolean isIsolate(int c) {
    return c >= LEFT_TO_RIGHT && c <= END;
  }

  private static boolean isPlain(String text) {
    return text.codePoints().noneMatch(Isolates::isRightToLeft);
  }

  private static String isolated(String text, boolean together) {
    var isolated = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      int end = at + Character.charCount(c);
      if (c == FIRST_STRONG) {
        end = text.indexOf(END, at) + 1;
        isolated.append(text, at, end == 0 ? text.length() : end);
        end = end == 0 ? text.length() : end;
      } else if (isRightToLeft(c)) {
        end = end(text, at, together);
        isolated.append(FIRST_STRONG).append(text, at, end).append(END);
      } else {
        isolated.appendCodePoint(c);
      }
      at = end;
    }
    return isolated.toString();
  }

  /** Returns the end of what is read together with a character of a right-to-left script. */
  private static int end(String text, int start, boolean together) {
    int end = start;
    for (int at = start; at < text.length(); ) {
      int c = text.codePointAt(at);
      boolean stops = c == ESCAPE || isIsolate(c) || (c == ' ' && !(together && at == end));
      if (stops) {
        return end;
      }
      int next = at + Character.charCount(c);
      // Punctuation belongs to the word only if more of the word follows it.
      if (isRightToLeft(c) || (at == end && continues(c))) {
        end = next;
      }
      at = next;
    }
    return end;
  }

  private static boolean continues(int c) {
    return Character.isLetterOrDigit(c)
        || switch (Character.getDirectionality(c)) {
          case Character.DIRECTIONALITY_NONSPACING_MARK,
              Character.DIRECTIONALITY_BOUNDARY_NEUTRAL -> true;
          default -> false;
        };
  }

  private static boolean isRightToLeft(int c) {
    return switch (Character.getDirectionality(c)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
          Character.DIRECTIONALITY_ARABIC_NUMBER -> true;
      default -> false;
    };
  }
}
