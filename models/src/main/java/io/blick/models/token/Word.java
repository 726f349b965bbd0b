package io.blick.models.token;

import io.blick.models.token.unicode.CharacterKinds;
import java.util.List;

/**
 * A word as a reader sees it, and the pieces that the model reads for it.
 *
 * @param text the characters of the text; for an added piece its spelling
 * @param pieces indices in {@link Encoding#pieces()}, ascending, at least one
 */
public record Word(String text, List<Integer> pieces) {
  /** Copies the list. */
  public Word {
    pieces = List.copyOf(pieces);
  }

  /** Whether the word consists of punctuation marks and ASCII symbols alone. */
  public boolean isPunctuation() {
    return text.codePoints().allMatch(CharacterKinds::isPunctuation);
  }
}
