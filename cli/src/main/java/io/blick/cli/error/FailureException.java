package io.blick.cli.error;

/** A command could not do what was asked; the message is the sentence to print. */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FailureException(String sentence) {
    super(sentence);
  }

  public FailureException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
