package io.blick.models.token.bpe;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The rows of the pieces of one character. */
final class CharacterRows {
  /** No such piece. */
  static final int NONE = -1;

  private final int[] codes;
  private final int[] rows;

  CharacterRows(BytePieces vocabulary) {
    int[] single = IntStream.range(0, vocabulary.size())
        .filter(row -> isCharacter(vocabulary.piece(row)))
        .toArray();
    codes = Arrays.stream(single)
        .map(row -> vocabulary.piece(row).codePointAt(0))
        .sorted()
        .toArray();
    rows = Arrays.stream(codes)
        .map(code -> vocabulary.row(Character.toString(code)).orElse(NONE))
        .toArray();
  }

  private static boolean isCharacter(String piece) {
    return !piece.isEmpty() && Character.charCount(piece.codePointAt(0)) == piece.length();
  }

  /** Returns the row of a character, or {@link #NONE}. */
  int row(int code) {
    int at = Arrays.binarySearch(codes, code);
    return at < 0 ? NONE : rows[at];
  }
}
