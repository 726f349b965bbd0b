package io.blick.models.token;

import io.blick.models.format.FormatException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pieces of a tokenizer.json as they are read, in any order, each with its row. */
final class PieceTable {
  private final Path file;
  private final Map<String, Long> rows = new LinkedHashMap<>();

  PieceTable(Path file) {
    this.file = file;
  }

  void add(String piece, long row) {
    for (int i = 0; i < piece.length(); i += Character.charCount(piece.codePointAt(i))) {
      if (Character.getType(piece.codePointAt(i)) == Character.SURROGATE) {
        throw new FormatException(
            "wordpiece",
            file,
            0,
            "pieces must be Unicode; got a lone surrogate in that of id " + row);
      }
    }
    rows.put(piece, row);
  }

  boolean holds(String piece) {
    return rows.containsKey(piece);
  }

  /** Returns the vocabulary; the rows must be 0 and on, each taken once. */
  Vocabulary vocabulary() {
    String[] pieces = new String[rows.size()];
    int length = 0;
    for (Map.Entry<String, Long> entry : rows.entrySet()) {
      long row = entry.getValue();
      if (row < 0 || row >= pieces.length || pieces[(int) row] != null) {
        throw new FormatException(
            "wordpiece",
            file,
            0,
            "the ids of %d pieces must be 0 to %d, each once; got %d for %s"
                .formatted(pieces.length, pieces.length - 1, row, Spelling.shown(entry.getKey())));
      }
      pieces[(int) row] = entry.getKey();
      length += entry.getKey().length();
    }
    char[] spellings = new char[length];
    int[] ends = new int[pieces.length];
    int written = 0;
    for (int row = 0; row < pieces.length; row++) {
      pieces[row].getChars(0, pieces[row].length(), spellings, written);
      written += pieces[row].length();
      ends[row] = written;
    }
    return new Vocabulary(file, spellings, ends);
  }
}
