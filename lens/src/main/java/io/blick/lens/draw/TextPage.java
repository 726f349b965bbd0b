package io.blick.lens.draw;

import io.blick.lens.text.Columns;
import io.blick.lens.text.Isolates;

/** The builder of a page of text: its lines, one after another, for a terminal of a width. */
public final class TextPage {
  private final StringBuilder text = new StringBuilder();
  private final int columns;

  /**
   * Begins a page.
   *
   * @param columns width at which sentences are broken
   */
  public TextPage(int columns) {
    this.columns = columns;
  }

  /** Adds a line, its trailing spaces removed; it is read from left to right in any terminal. */
  public TextPage add(String line) {
    text.append(Isolates.line(line.stripTrailing())).append('\n');
    return this;
  }

  public TextPage blank() {
    return add("");
  }

  /** Adds a sentence, broken at spaces if it is wider than the page. */
  public TextPage sentence(String sentence) {
    return sentence("", sentence);
  }

  /** Adds a sentence, each of its lines after an indent. */
  public TextPage sentence(String indent, String sentence) {
    for (String line : Columns.wrapped(sentence, width(indent))) {
      add(indent + Isolates.phrases(line));
    }
    return this;
  }

  /** Adds a text of somebody else, broken as a sentence is; each line is read as its script is. */
  public TextPage quote(String quoted) {
    Columns.wrapped(quoted, width("")).forEach(line -> add(Isolates.whole(line)));
    return this;
  }

  /** Adds a title, broken as a sentence is. */
  public TextPage title(Ink ink, String title) {
    Columns.wrapped(title, width("")).forEach(line -> add(ink.bold(Isolates.phrases(line))));
    return this;
  }

  private int width(String indent) {
    return Math.max(1, columns - indent.length());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
