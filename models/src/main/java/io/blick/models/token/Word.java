package io.blick.models.token;

import java.util.List;

/**
 * What a reader takes for a word, and the pieces that the model reads for it.
 *
 * @param text the caller's own characters; for an added piece its spelling
 * @param pieces indices in {@link Encoding#pieces()}, ascending, at least one
 */
public record Word(String text, List<Integer> pieces) {
  /** Copies the list. */
  public Word {
    pieces = List.copyOf(pieces);
  }
}
