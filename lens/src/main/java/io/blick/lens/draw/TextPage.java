package io.blick.lens.draw;

import io.blick.lens.text.Columns;

/** Lines of a text picture as they come. */
public final class TextPage {
  private final StringBuilder text = new StringBuilder();
  private final int columns;

  public TextPage(int columns) {
    this.columns = columns;
  }

  /** Adds a line without its trailing spaces. */
  public TextPage add(String line) {
    text.append(line.stripTrailing()).append('\n');
    return this;
  }

  public TextPage blank() {
    return add("");
  }

  /** Adds a sentence, broken at spaces where it is wider than the terminal. */
  public TextPage sentence(String sentence) {
    return sentence("", sentence);
  }

  /** Adds a sentence with spaces before each of its lines. */
  public TextPage sentence(String indent, String sentence) {
    for (String line : Columns.wrapped(sentence, room(indent))) {
      add(indent + line);
    }
    return this;
  }

  /** Adds a title, broken as a sentence is. */
  public TextPage title(Ink ink, String title) {
    Columns.wrapped(title, room("")).forEach(line -> add(ink.bold(line)));
    return this;
  }

  private int room(String indent) {
    return Math.max(1, columns - indent.length());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
