package io.blick.cli;

/** The formats of what {@code senses} shows. */
enum SensesFormat {
  /** For people. */
  TEXT,
  /** For programs. */
  JSON,
  /** The plane, for a page. */
  SVG
}
