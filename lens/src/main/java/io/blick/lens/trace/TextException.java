package io.blick.lens.trace;

import java.util.OptionalInt;

/**
 * The error for a text that a model cannot be asked about: it has no piece of its own, too many
 * pieces, or not the word that was named. The message is one sentence and safe to show.
 */
public final class TextException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient OptionalInt positions;

  /**
   * Makes an error of one sentence.
   *
   * @param message what must hold, and what was given
   */
  public TextException(String message) {
    super(message);
    positions = OptionalInt.empty();
  }

  /**
   * Makes an error about a text that is too long.
   *
   * @param message what must hold, and what was given
   * @param positions how many pieces the model takes at once
   */
  TextException(String message, int positions) {
    super(message);
    this.positions = OptionalInt.of(positions);
  }

  /**
   * Makes an error that says which text another error is about.
   *
   * @param message one sentence, which names the text
   * @param about the error itself
   */
  public TextException(String message, TextException about) {
    super(message, about);
    positions = about.positions();
  }

  /** Returns how many pieces the model takes at once, if the text has more; else nothing. */
  public OptionalInt positions() {
    return positions;
  }
}
