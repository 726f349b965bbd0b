package io.blick.lens.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The width of text in columns of a terminal: two for East Asian wide and full-width characters and
 * for emoji, none for combining marks, joiners and isolates, one for the rest (Unicode Standard
 * Annex 11).
 */
public final class Columns {
  private static final String ELLIPSIS = "…";
  private static final String NO_BREAK = "\u00a0";

  /** First and last code point of each wide range, ascending: EastAsianWidth.txt, classes W, F. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3,
    0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1,
    0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea,
    0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b,
    0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
    0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e,
    0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xa000, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3,
    0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0,
    0x18cff, 0x1aff0, 0x1b2ff, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191,
    0x1f19a, 0x1f200, 0x1f265, 0x1f300, 0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e,
    0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8,
    0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e, 0x1f550,
    0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680,
    0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc, 0x1f6df, 0x1f6eb,
    0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c,
    0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd
  };

  private Columns() {}

  /** Returns the width of a text without control characters. */
  public static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  /** Returns the text, aligned left with spaces to a width of {@code columns}; never cuts. */
  public static String left(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - of(text)));
  }

  /** Returns the text, aligned right with spaces to a width of {@code columns}; never cuts. */
  public static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - of(text))) + text;
  }

  /**
   * Returns the text, cut at its end and closed by … if it is wider than the columns. It is cut
   * between graphemes.
   *
   * @param columns at least 1
   */
  public static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    var kept = new StringBuilder();
    int used = 0;
    for (String character : Graphemes.of(text)) {
      used += of(character);
      if (used > columns - 1) {
        break;
      }
      kept.append(character);
    }
    return kept + ELLIPSIS;
  }

  /**
   * Returns the text, cut at its start and opened by … if it is wider than the columns. It is cut
   * between graphemes.
   *
   * @param columns at least 1
   */
  public static String cutStart(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    List<String> kept = new ArrayList<>();
    int used = 0;
    for (String character : Graphemes.of(text).reversed()) {
      used += of(character);
      if (used > columns - 1) {
        break;
      }
      kept.addFirst(character);
    }
    return ELLIPSIS + String.join("", kept);
  }

  /**
   * Returns a sentence in lines, broken at spaces. A word that is too wide for a line is broken at
   * its no-break spaces; a part of a word that is still too wide, between graphemes.
   *
   * @param columns the greatest width of a line, at least 1
   */
  public static List<String> wrapped(String sentence, int columns) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      makeRoom(lines, line, columns, " ", of(word));
      String glue = "";
      for (String part : of(word) > columns ? word.split(NO_BREAK, -1) : new String[] {word}) {
        makeRoom(lines, line, columns, glue, of(part));
        glue = NO_BREAK;
        for (String piece : of(part) > columns ? Graphemes.of(part) : List.of(part)) {
          makeRoom(lines, line, columns, "", of(piece));
          line.append(piece);
        }
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** Makes room for a width: on this line, after the glue, if it fits there, else on a new line. */
  private static void makeRoom(
      List<String> lines, StringBuilder line, int columns, String glue, int width) {
    int used = of(line.toString());
    if (used > 0 && used + of(glue) + width > columns) {
      lines.add(line.toString());
      line.setLength(0);
    } else if (used > 0) {
      line.append(glue);
    }
  }

  private static int of(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      case Character.FORMAT -> c == 0x200c || c == 0x200d || Isolates.isIsolate(c) ? 0 : 1;
      default -> isMedialJamo(c) ? 0 : isWide(c) ? 2 : 1;
    };
  }

  // Vowels and finals of conjoining Hangul are drawn as part of the syllable before them.
  private static boolean isMedialJamo(int c) {
    return (c >= 0x1160 && c <= 0x11ff) || (c >= 0xd7b0 && c <= 0xd7fb);
  }

  private static boolean isWide(int c) {
    int at = Arrays.binarySearch(WIDE, c);
    // Found: an end of a range. Not found: inside a range if it would be inserted before its last.
    return at >= 0 || (-at - 1) % 2 == 1;
  }
}
