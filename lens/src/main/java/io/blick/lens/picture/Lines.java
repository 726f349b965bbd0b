package io.blick.lens.picture;

import io.blick.lens.text.Columns;
import java.util.ArrayList;
import java.util.List;

/** Lines of a text picture as they come. */
final class Lines {
  private final StringBuilder text = new StringBuilder();
  private final int columns;

  Lines(int columns) {
    this.columns = columns;
  }

  /** Adds a line without its trailing spaces. */
  Lines add(String line) {
    text.append(line.stripTrailing()).append('\n');
    return this;
  }

  Lines blank() {
    return add("");
  }

  /** Adds a sentence, broken at spaces where it is wider than the terminal. */
  Lines sentence(String sentence) {
    return sentence("", sentence);
  }

  /** Adds a sentence with spaces before each of its lines. */
  Lines sentence(String indent, String sentence) {
    for (String line : wrapped(sentence, columns - indent.length())) {
      add(indent + line);
    }
    return this;
  }

  /** Returns a sentence broken at spaces into lines of at most so many columns. */
  static List<String> wrapped(String sentence, int columns) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    int used = 0;
    for (String word : sentence.split(" ", -1)) {
      int width = Columns.of(word);
      if (used > 0 && used + 1 + width > columns) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      line.append(used == 0 ? "" : " ").append(word);
      used += (used == 0 ? 0 : 1) + width;
    }
    lines.add(line.toString());
    return lines;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
