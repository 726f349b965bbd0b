package io.blick.models.token;

import io.blick.models.format.TextFile;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** vocab.txt: one piece a line in UTF-8; the number of the line, from 0, is the piece's row. */
final class VocabularyFile {
  /** Far above any vocabulary; the largest known have 5 MB. */
  static final long LARGEST = 64L << 20;

  private VocabularyFile() {}

  static Vocabulary read(Path file) {
    CharBuffer lines = text(file);
    char[] text = lines.array();
    int[] ends = new int[1024];
    int rows = 0;
    int written = 0;
    int begun = 0;
    int length = lines.limit();
    for (int at = 0; at < length; at++) {
      char letter = text[at];
      if (letter != '\n') {
        text[written++] = letter;
      }
      if (letter == '\n' || at == length - 1) {
        if (letter == '\n' && written > begun && text[written - 1] == '\r') {
          written--;
        }
        if (rows == ends.length) {
          ends = Arrays.copyOf(ends, 2 * rows);
        }
        ends[rows++] = written;
        begun = written;
      }
    }
    return new Vocabulary(file, Arrays.copyOf(text, written), Arrays.copyOf(ends, rows));
  }

  /** Reads a whole file that must be UTF-8. */
  static CharBuffer text(Path file) {
    return TextFile.read("wordpiece", file, LARGEST);
  }
}
