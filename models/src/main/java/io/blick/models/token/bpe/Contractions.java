package io.blick.models.token.bpe;

/** The English contractions {@code 's 't 're 've 'm 'll 'd}, which are words of their own. */
final class Contractions {
  private static final int LONG_S = 0x17F;

  private Contractions() {}

  /** Returns the end of a contraction in lower case that begins at a place, or that place. */
  static int inLowerCase(int[] codes, int at, int to) {
    if (codes[at] != '\'' || at + 1 == to) {
      return at;
    }
    return at + length(codes[at + 1], at + 2 < to ? codes[at + 2] : 0);
  }

  /** Returns the end of a contraction in any case; s may be long, as Unicode folds it. */
  static int inAnyCase(int[] codes, int at, int to) {
    if (codes[at] != '\'' || at + 1 == to) {
      return at;
    }
    return at + length(lower(codes[at + 1]), at + 2 < to ? lower(codes[at + 2]) : 0);
  }

  private static int lower(int code) {
    if (code == LONG_S) {
      return 's';
    }
    return code >= 'A' && code <= 'Z' ? code + 'a' - 'A' : code;
  }

  private static int length(int first, int second) {
    return switch (first) {
      case 's', 't', 'm', 'd' -> 2;
      case 'r', 'v' -> second == 'e' ? 3 : 0;
      case 'l' -> second == 'l' ? 3 : 0;
      default -> 0;
    };
  }
}
