package io.blick.lens.corpus;

/**
 * The error for a corpus that cannot be used: a line of it is bad, and the message names file and
 * line, or nothing in it can be measured.
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

  /**
   * Returns the error for a corpus that lacks what is to be measured, such as an empty one.
   *
   * @param operation with which the sentence begins
   * @param needed what there must be, such as {@code at least one sentence}
   * @param got what there is, such as {@code none}
   */
  public static CorpusException lacking(String operation, String needed, String got) {
    return lacking(operation, "the corpus", needed, got);
  }

  /**
   * Returns the same error for a corpus with a name.
   *
   * @param operation with which the sentence begins
   * @param corpus what the sentence calls it, such as {@code texts.txt}; safe to show
   * @param needed what there must be
   * @param got what there is
   */
  public static CorpusException lacking(
      String operation, String corpus, String needed, String got) {
    return new CorpusException(
        "%s: %s must have %s; got %s".formatted(operation, corpus, needed, got));
  }
}
