package io.blick.lens.picture.steps;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Terminal;

/**
 * A page of text with numbered steps.
 *
 * @param terminal that it is written for
 * @param ink colours of that terminal
 * @param page the lines so far
 */
record StepsPage(Terminal terminal, Ink ink, TextPage page) {
  static final String INDENT = "   ";

  static StepsPage of(Terminal terminal) {
    return new StepsPage(terminal, new Ink(terminal.colours()), new TextPage(terminal.columns()));
  }

  /** Adds a heading, and a sentence below it. */
  void heading(String title, String sentence) {
    page.blank().title(ink, title);
    sentence(sentence);
  }

  /** Adds a sentence to a step. */
  void sentence(String sentence) {
    page.sentence(INDENT, sentence);
  }

  /** Adds a line to a step. */
  void line(String line) {
    page.add(INDENT + line);
  }

  void blank() {
    page.blank();
  }
}
