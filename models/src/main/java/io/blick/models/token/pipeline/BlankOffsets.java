package io.blick.models.token.pipeline;

import io.blick.models.token.bpe.ByteLetters;
import io.blick.models.token.unicode.CharacterKinds;
import io.blick.models.token.vocabulary.FoundPieces;
import java.util.function.IntFunction;

/**
 * What becomes of the blanks at the ends of a byte-level piece in its offsets, as the
 * post-processor of its file says.
 */
public enum BlankOffsets {
  /** They count to the piece. */
  KEPT,
  /** They do not. */
  TRIMMED,
  /** They do not; in the first piece a single one counts, since it was put before it. */
  TRIMMED_AFTER_PREFIX;

  /**
   * Narrows the offsets of the pieces of a text, as the Hugging Face tokenizer does: by as many
   * code points as the piece has blanks at each end.
   *
   * @param spelling returns the spelling of a row
   */
  void apply(String text, FoundPieces found, IntFunction<String> spelling) {
    if (this == KEPT) {
      return;
    }
    for (int i = 0; i < found.size(); i++) {
      int start = found.start(i);
      int end = found.end(i);
      String piece = found.isToken(i) ? text.substring(start, end) : spelling.apply(found.row(i));
      int leading = leading(piece);
      int trailing = trailing(piece);
      if (this == TRIMMED_AFTER_PREFIX && (i == 0 || start == 0) && leading == 1) {
        leading = 0;
      }
      for (int k = 0; k < leading && start < end; k++) {
        start += Character.charCount(text.codePointAt(start));
      }
      for (int k = 0; k < trailing && end > start; k++) {
        end -= Character.charCount(text.codePointBefore(end));
      }
      found.place(i, start, end);
    }
  }

  private static int leading(String piece) {
    int count = 0;
    while (count < piece.length() && isBlank(piece.charAt(count))) {
      count++;
    }
    return count;
  }

  private static int trailing(String piece) {
    int count = 0;
    while (count < piece.length() && isBlank(piece.charAt(piece.length() - 1 - count))) {
      count++;
    }
    return count;
  }

  private static boolean isBlank(char letter) {
    return letter == ByteLetters.BLANK || CharacterKinds.isWhiteSpace(letter);
  }
}
