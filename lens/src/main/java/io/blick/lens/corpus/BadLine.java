package io.blick.lens.corpus;

/** Says what must hold of a line, and what was found. Never leaves this package. */
final class BadLine extends Exception {
  private static final long serialVersionUID = 1;

  BadLine(String reason) {
    super(reason, null, false, false);
  }

  /** Returns what must hold, and what was found. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
