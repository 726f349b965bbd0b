package io.blick.models.token.wordpiece;

import io.blick.models.token.added.AddedTokens;
import java.util.OptionalInt;

/**
 * All pieces of a model: its vocabulary and what was added to that.
 *
 * @param vocabulary the word pieces
 * @param added those beside them; some may be word pieces too
 */
record Pieces(WordPieceVocabulary vocabulary, AddedTokens added) {

  /** Returns how many rows they need: one more than the last. */
  int size() {
    return Math.max(vocabulary.size(), added.size());
  }

  /** Returns the spelling of a row; that of a row without a piece is empty. */
  String piece(int row) {
    return added.spelling(row).orElseGet(() -> vocabulary.piece(row));
  }

  /** Returns the row of a spelling, if it is a piece. */
  OptionalInt row(String spelling) {
    OptionalInt row = added.row(spelling);
    return row.isPresent() ? row : vocabulary.row(spelling);
  }
}
