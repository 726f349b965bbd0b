package io.blick.lens.corpus;

/** A corpus cannot be measured as it is. The message is one sentence that names file and line. */
public final class CorpusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Carries one sentence: where, what must hold, what was found. */
  public CorpusException(String message) {
    super(message);
  }
}
