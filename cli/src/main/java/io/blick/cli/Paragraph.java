package io.blick.cli;

import io.blick.lens.text.Columns;

/** A sentence broken at spaces into lines that fit. */
final class Paragraph {
  private Paragraph() {}

  /** Returns the lines, each with its end. */
  static String of(String sentence, int columns) {
    var text = new StringBuilder();
    int used = 0;
    for (String word : sentence.split(" ", -1)) {
      int width = Columns.of(word);
      boolean breaks = used > 0 && used + 1 + width > columns;
      text.append(breaks ? "\n" : used > 0 ? " " : "").append(word);
      used = breaks || used == 0 ? width : used + 1 + width;
    }
    return text.append('\n').toString();
  }
}
