package io.blick.models.token.vocabulary;

import io.blick.models.token.added.AddedTokens;
import java.util.OptionalInt;

/**
 * All pieces of a model: its vocabulary and the added tokens.
 *
 * @param vocabulary the pieces that words are cut into
 * @param added the added tokens; some may be pieces of the vocabulary too
 */
public record Pieces(Vocabulary vocabulary, AddedTokens added) {

  /** Returns the number of rows that they need: one more than the last. */
  public int size() {
    return Math.max(vocabulary.size(), added.size());
  }

  /** Returns the spelling of a row; empty for a row without a piece. */
  public String piece(int row) {
    return added.spelling(row).orElseGet(() -> vocabulary.piece(row));
  }

  /**
   * Returns the spelling of a row, for a text that is made of pieces.
   *
   * @throws IllegalArgumentException if it is no row of a piece
   */
  public String spelled(int row) {
    if (row < 0 || row >= size()) {
      throw new IllegalArgumentException(
          "text: ids must be in 0 to %d; got %d".formatted(size() - 1, row));
    }
    return piece(row);
  }

  /** Returns the row of a spelling, if it is a piece. */
  public OptionalInt row(String spelling) {
    OptionalInt row = added.row(spelling);
    return row.isPresent() ? row : vocabulary.row(spelling);
  }
}
