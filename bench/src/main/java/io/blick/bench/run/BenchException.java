package io.blick.bench.run;

/** A benchmark cannot be run here; the message is one sentence for who started it. */
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
