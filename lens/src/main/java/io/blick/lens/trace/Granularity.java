package io.blick.lens.trace;

/** In what a head's weights are counted. */
public enum Granularity {
  /** What a reader takes for a word; each piece that the model adds is a word of its own. */
  WORDS,
  /** What the model reads: the entries of its vocabulary. */
  PIECES
}
