package io.blick.models.token;

import java.util.List;

/**
 * A text as pieces, including those that the model adds, and as words.
 *
 * @param pieces in reading order
 * @param words in reading order; each added piece is a word of its own
 */
public record Encoding(List<Piece> pieces, List<Word> words) {
  /** Copies the lists. */
  public Encoding {
    pieces = List.copyOf(pieces);
    words = List.copyOf(words);
  }
}
