package io.blick.lens.corpus;

/**
 * The error for a corpus that cannot be used. The message is a sentence that names file and line.
 */
public final class CorpusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Makes an error of one sentence.
   *
   * @param message where, what must hold there, and what was found
   */
  public CorpusException(String message) {
    super(message);
  }
}
