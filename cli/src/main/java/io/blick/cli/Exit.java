package io.blick.cli;

/** How a run ended. */
enum Exit {
  /** What was asked for is done. */
  DONE(0),
  /** It could not be done; one sentence on standard error says why. */
  FAILED(1),
  /** The arguments were wrong; at most three lines on standard error say which. */
  USAGE(2);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  /** Returns the exit code of the process. */
  int code() {
    return code;
  }
}
