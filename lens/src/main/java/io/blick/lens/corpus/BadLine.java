package io.blick.lens.corpus;

/** The error for a line that is not as it must be. It never leaves this package. */
final class BadLine extends Exception {
  private static final long serialVersionUID = 1;

  BadLine(String reason) {
    super(reason, null, false, false);
  }

  /** Returns what must hold, and what was found instead. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
