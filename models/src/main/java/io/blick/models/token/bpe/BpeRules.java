package io.blick.models.token.bpe;

import java.util.OptionalInt;

/**
 * What the file of a byte-level vocabulary says besides its pieces and merges.
 *
 * @param unknown the row of the piece for a byte that has none, if there is one
 * @param unknowns what becomes of several such bytes
 * @param whole whether a word that is a piece is merged all the same
 */
public record BpeRules(OptionalInt unknown, Unknowns unknowns, Whole whole) {

  /** What becomes of several unknown bytes in a row. */
  public enum Unknowns {
    /** Each is a piece. */
    EACH,
    /** They are one piece. */
    TOGETHER
  }

  /** Whether a word that is a piece is merged. */
  public enum Whole {
    /** It is merged as any word. */
    MERGED,
    /** It is that piece, whatever the merges say. */
    FIRST
  }
}
