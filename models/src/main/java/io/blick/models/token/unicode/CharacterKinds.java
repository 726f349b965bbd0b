package io.blick.models.token.unicode;

/**
 * The kinds of characters that BERT's tokenizer distinguishes, whatever the JVM's version of
 * Unicode is: categories are those of Unicode 8.0, letter case and word characters those of 16.0,
 * as in the Hugging Face tokenizer.
 */
public final class CharacterKinds {
  /**
   * Ranges whose format characters, marks and punctuation were introduced after Unicode 8.0 or have
   * changed their category since: first and last code point, ascending. All other characters in
   * these ranges are letters, digits, symbols or unassigned, so they are none of these kinds in
   * either version.
   */
  private static final int[] AFTER_UNICODE_8 = {
    0x61D, 0x61D, 0x7FD, 0x7FD, 0x890, 0x8E2, 0x9FD, 0x9FE, 0xA76, 0xA76, 0xAFA, 0xAFF, 0xB55,
    0xB55, 0xC04, 0xC3C, 0xC77, 0xC77, 0xC84, 0xC84, 0xD00, 0xD00, 0xD3B, 0xD3C, 0xD81, 0xD81,
    0xEBA, 0xEBA, 0xECE, 0xECE, 0x1715, 0x1715, 0x180F, 0x1886, 0x1ABF, 0x1ACE, 0x1B4E, 0x1B4F,
    0x1B7D, 0x1B7F, 0x1DF6, 0x1DFB, 0x2E43, 0x2E5D, 0xA82C, 0xA82C, 0xA8C5, 0xA8C5, 0xA8FF, 0xA8FF,
    0xA9BD, 0xA9BD, 0x10D24, 0x10F89, 0x11070, 0x11074, 0x110C2, 0x110CD, 0x111C9, 0x111C9, 0x111CF,
    0x111CF, 0x1123E, 0x11241, 0x1133B, 0x1133B, 0x113BB, 0x1145E, 0x11660, 0x1166C, 0x116B9,
    0x116B9, 0x1182F, 0x11FFF, 0x12FF1, 0x1612F, 0x16D6D, 0x16F4F, 0x16FE2, 0x16FF1, 0x1CF00,
    0x1CF46, 0x1E000, 0x1E5FF, 0x1E944, 0x1E95F
  };

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private CharacterKinds() {}

  /** Whether cleaning removes it: control, format, private use, U+0000, U+FFFD. */
  static boolean isControl(int code) {
    return switch (Unicode16.type(code)) {
      case Character.CONTROL -> code != '\t' && code != '\n' && code != '\r';
      case Character.FORMAT -> !isAfterUnicode8(code);
      case Character.PRIVATE_USE -> true;
      // U+FFFD, which lone surrogates were replaced by.
      default -> code == 0xFFFD;
    };
  }

  /** Whether it is white space (the Unicode property White_Space). */
  public static boolean isWhiteSpace(int code) {
    return (code >= '\t' && code <= '\r')
        || code == 0x85
        || (Character.isSpaceChar(code) && Unicode16.isAssigned(code));
  }

  /** Whether it is a word of its own: punctuation, and each ASCII symbol. */
  public static boolean isPunctuation(int code) {
    if (code < 0x80) {
      return code > ' ' && code < 0x7F && !Character.isLetterOrDigit(code);
    }
    return switch (Unicode16.type(code)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION -> !isAfterUnicode8(code);
      // Punctuation in Unicode 8.0, a symbol and a mark now.
      default -> code == 0x166D || code == 0x111C9;
    };
  }

  /**
   * Whether it is a word character, next to which an added token that must be a whole word is not
   * recognized.
   */
  public static boolean isWordCharacter(int code) {
    return switch (Unicode16.type(code)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.CONNECTOR_PUNCTUATION -> true;
      default ->
        (Character.isAlphabetic(code) && Unicode16.isAssigned(code))
            || code == ZERO_WIDTH_NON_JOINER
            || code == ZERO_WIDTH_JOINER;
    };
  }

  /** Whether it is a letter (category L of Unicode 16.0). */
  public static boolean isLetter(int code) {
    return switch (Unicode16.type(code)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER -> true;
      default -> false;
    };
  }

  /** Whether it is a number (category N of Unicode 16.0), such as a digit, ½ or Ⅷ. */
  public static boolean isNumber(int code) {
    return switch (Unicode16.type(code)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  /** Whether it is an upper-case letter: one with a lower-case form that differs. */
  public static boolean isCapital(int code) {
    return Unicode16.lowerCase(code) != code;
  }

  /** Whether it is a nonspacing mark, such as an accent (category Mn). */
  static boolean isNonspacingMark(int code) {
    return switch (Unicode16.type(code)) {
      case Character.NON_SPACING_MARK -> !isAfterUnicode8(code);
      // Nonspacing marks in Unicode 8.0, spacing marks now.
      case Character.COMBINING_SPACING_MARK -> code == 0x1734 || code == 0x1171E;
      default -> false;
    };
  }

  /** Whether it is an ideograph, which is a word of its own; kana and hangul are not. */
  public static boolean isIdeograph(int code) {
    if (code < 0x3400) {
      return false;
    }
    return code <= 0x4DBF
        || (code >= 0x4E00 && code <= 0x9FFF)
        || (code >= 0xF900 && code <= 0xFAFF)
        || (code >= 0x20000 && code <= 0x2A6DF)
        || (code >= 0x2A700 && code <= 0x2B73F)
        || (code >= 0x2B740 && code <= 0x2B81F)
        // From 2B820 in BERT's own code; the Hugging Face tokenizer begins here.
        || (code >= 0x2B920 && code <= 0x2CEAF)
        || (code >= 0x2F800 && code <= 0x2FA1F);
  }

  /** Whether Unicode 8.0 had not assigned it, or in another category. */
  static boolean isAfterUnicode8(int code) {
    int low = 0;
    int high = AFTER_UNICODE_8.length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (AFTER_UNICODE_8[2 * middle + 1] < code) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low < AFTER_UNICODE_8.length && AFTER_UNICODE_8[2 * low] <= code;
  }
}
