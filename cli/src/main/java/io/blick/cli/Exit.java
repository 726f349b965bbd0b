package io.blick.cli;

/** The exit code of a run. */
enum Exit {
  /** The command did what was asked. */
  DONE(0),
  /** It could not; one sentence on standard error says why. */
  FAILED(1),
  /** The arguments were wrong; at most three lines on standard error say which. */
  USAGE(2);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  /** Returns the number of it. */
  int code() {
    return code;
  }
}
