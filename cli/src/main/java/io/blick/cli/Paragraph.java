package io.blick.cli;

import io.blick.lens.text.Columns;
import java.util.ArrayList;
import java.util.List;

/** A sentence broken at spaces. */
final class Paragraph {
  private Paragraph() {}

  /** Returns its lines, of at most so many columns where the words allow it. */
  static List<String> lines(String sentence, int columns) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : sentence.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && Columns.of(longer) > columns) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }
}
