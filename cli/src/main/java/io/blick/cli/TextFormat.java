package io.blick.cli;

/** The formats of a result that is no picture. */
enum TextFormat {
  /** For people. */
  TEXT,
  /** For programs. */
  JSON
}
