package io.blick.cli;

/** The formats of pieces, which are written text by text. */
enum TokensFormat {
  /** For people. */
  TEXT,
  /** For programs, an object a text. */
  JSON,
  /** For programs, a line a piece. */
  TSV
}
