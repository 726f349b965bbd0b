package io.blick.bench.run;

/** The error of a benchmark that cannot run; its message is one sentence for the user. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what must hold, what was found, what to do
   */
  public BenchException(String message) {
    super(message);
  }
}
