package io.blick.models.token;

import java.util.List;

/**
 * A text as pieces, those that the model adds included, and as words.
 *
 * @param pieces in reading order
 * @param words in reading order; a word of each added piece among them
 */
public record Encoding(List<Piece> pieces, List<Word> words) {
  /** Copies the lists. */
  public Encoding {
    pieces = List.copyOf(pieces);
    words = List.copyOf(words);
  }
}
