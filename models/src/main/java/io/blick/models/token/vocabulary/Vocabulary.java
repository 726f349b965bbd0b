package io.blick.models.token.vocabulary;

import java.util.OptionalInt;

/** The pieces that a kind of tokenizer cuts words into: by row, and their rows by spelling. */
public interface Vocabulary {

  /** Returns the number of pieces. */
  int count();

  /** Returns the number of different spellings. */
  int spellings();

  /** Returns the number of rows that they need: one more than the last. */
  int size();

  /** Returns the spelling of a row; empty for a row without a piece. */
  String piece(int row);

  /** Returns the row of a spelling, if it is a piece. */
  OptionalInt row(String spelling);
}
