package io.blick.lens.trace;

/**
 * A text cannot be looked at as asked: it has no piece of its own, too many pieces, or not the word
 * that was named. The message is one sentence and safe to show.
 */
public final class TextException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Carries one sentence: what must hold, what was given. */
  public TextException(String message) {
    super(message);
  }

  /** Carries one sentence that says which text another is about. */
  public TextException(String message, TextException about) {
    super(message, about);
  }
}
