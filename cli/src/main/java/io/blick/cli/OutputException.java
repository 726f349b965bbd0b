package io.blick.cli;

import java.io.IOException;

/** A result could not be written; the message is the sentence to say. */
final class OutputException extends IOException {
  private static final long serialVersionUID = 1L;

  OutputException(String sentence, IOException cause) {
    super(sentence, cause);
  }
}
