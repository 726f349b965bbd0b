package io.blick.cli;

/** The formats of a measure. */
enum HeadsFormat {
  /** For people. */
  TEXT,
  /** For programs. */
  JSON,
  /** For a browser. */
  HTML
}
