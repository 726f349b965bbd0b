package io.blick.lens.trace;

/** The size of the units between which attention is given: words or pieces. */
public enum Granularity {
  /**
   * Words of the text, cut before they are cut into pieces; each piece that the model adds is one.
   */
  WORDS,
  /** Pieces, the entries of the model's vocabulary. */
  PIECES
}
