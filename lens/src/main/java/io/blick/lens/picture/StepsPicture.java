package io.blick.lens.picture;

import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Steps;

/**
 * The four steps of attention for one query of one head, with their numbers, told to somebody who
 * sees the formula for the first time.
 *
 * @param model its name
 * @param word the word that looks; its first piece is the query
 * @param steps of that piece
 */
public record StepsPicture(String model, String word, Steps steps) {

  /** Returns lines of text, each ended by a line feed. */
  public String text(Terminal terminal) {
    return StepsText.of(this, terminal);
  }
}
