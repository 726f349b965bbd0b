package io.blick.cli.error;

import java.io.IOException;

/** A result could not be written; the message is the sentence to print. */
final class OutputException extends IOException {
  private static final long serialVersionUID = 1L;

  OutputException(String sentence, IOException cause) {
    super(sentence, cause);
  }
}
