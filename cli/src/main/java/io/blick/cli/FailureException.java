package io.blick.cli;

/** What was asked for could not be done; the message is the sentence to say. */
final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FailureException(String sentence) {
    super(sentence);
  }

  FailureException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
