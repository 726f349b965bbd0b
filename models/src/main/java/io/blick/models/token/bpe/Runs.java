package io.blick.models.token.bpe;

import io.blick.models.token.unicode.CharacterKinds;

/** Ends of runs of characters of one kind. */
final class Runs {
  private Runs() {}

  static int letters(int[] codes, int from, int to) {
    int end = from;
    while (end < to && CharacterKinds.isLetter(codes[end])) {
      end++;
    }
    return end;
  }

  static int numbers(int[] codes, int from, int to) {
    int end = from;
    while (end < to && CharacterKinds.isNumber(codes[end])) {
      end++;
    }
    return end;
  }

  /** Whether it is neither white space nor a letter nor a number. */
  static boolean isOther(int code) {
    return !CharacterKinds.isWhiteSpace(code)
        && !CharacterKinds.isLetter(code)
        && !CharacterKinds.isNumber(code);
  }

  static int others(int[] codes, int from, int to) {
    int end = from;
    while (end < to && isOther(codes[end])) {
      end++;
    }
    return end;
  }

  static boolean endsLine(int code) {
    return code == '\r' || code == '\n';
  }

  static int endsOfLines(int[] codes, int from, int to) {
    int end = from;
    while (end < to && endsLine(codes[end])) {
      end++;
    }
    return end;
  }

  private static int all(int[] codes, int from, int to) {
    int end = from;
    while (end < to && CharacterKinds.isWhiteSpace(codes[end])) {
      end++;
    }
    return end;
  }

  /** White space without its last character if a word follows, unless it is that alone. */
  static int whiteSpace(int[] codes, int from, int to) {
    int end = all(codes, from, to);
    return end == to || end == from + 1 ? end : end - 1;
  }

  /** White space up to its last end of a line, if it has one. */
  static int lines(int[] codes, int from, int to) {
    int end = all(codes, from, to);
    for (int last = end; last > from; last--) {
      if (endsLine(codes[last - 1])) {
        return last;
      }
    }
    return end == to || end == from + 1 ? end : end - 1;
  }
}
