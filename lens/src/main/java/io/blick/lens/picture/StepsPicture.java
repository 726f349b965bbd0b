package io.blick.lens.picture;

import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Steps;

/**
 * The four steps of attention for one query of one head, with their numbers, explained for a reader
 * who sees the formula for the first time.
 *
 * @param model name of the model
 * @param word the word that looks; its first piece is the query
 * @param steps steps of that piece
 */
public record StepsPicture(String model, String word, Steps steps) {

  /** Returns lines of text, each ended by a line feed. */
  public String text(Terminal terminal) {
    return StepsText.of(this, terminal);
  }
}
