package io.blick.cli;

/** The formats of what {@code look} shows. */
enum LookFormat {
  /** A picture for a terminal. */
  TEXT,
  /** All that was asked for, for programs. */
  JSON,
  /** A picture for a page. */
  SVG,
  /** Weights and hidden states of the whole pass, in binary. */
  SAFETENSORS
}
