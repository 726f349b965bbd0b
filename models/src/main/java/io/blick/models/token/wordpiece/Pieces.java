package io.blick.models.token.wordpiece;

import io.blick.models.token.added.AddedTokens;
import java.util.OptionalInt;

/**
 * All pieces of a model: its vocabulary and the added tokens.
 *
 * @param vocabulary the word pieces
 * @param added the added tokens; some may be word pieces too
 */
record Pieces(WordPieceVocabulary vocabulary, AddedTokens added) {

  /** Returns the number of rows that they need: one more than the last. */
  int size() {
    return Math.max(vocabulary.size(), added.size());
  }

  /** Returns the spelling of a row; empty for a row without a piece. */
  String piece(int row) {
    return added.spelling(row).orElseGet(() -> vocabulary.piece(row));
  }

  /** Returns the row of a spelling, if it is a piece. */
  OptionalInt row(String spelling) {
    OptionalInt row = added.row(spelling);
    return row.isPresent() ? row : vocabulary.row(spelling);
  }
}
