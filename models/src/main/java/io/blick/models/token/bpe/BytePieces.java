package io.blick.models.token.bpe;

import io.blick.models.token.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The pieces of a byte-level vocabulary: by row, and their rows by spelling. */
public final class BytePieces implements Vocabulary {
  private final int[] rows;
  private final String[] spellings;
  private final Map<String, Integer> bySpelling;

  /**
   * Holds the pieces.
   *
   * @param rows the row of each piece, ascending
   * @param spellings the spelling of each, in letters of bytes; no two are the same
   */
  public BytePieces(int[] rows, String... spellings) {
    this.rows = rows.clone();
    this.spellings = spellings.clone();
    this.bySpelling = HashMap.newHashMap(rows.length);
    for (int i = 0; i < rows.length; i++) {
      bySpelling.put(spellings[i], rows[i]);
    }
  }

  @Override
  public int count() {
    return rows.length;
  }

  @Override
  public int spellings() {
    return bySpelling.size();
  }

  @Override
  public int size() {
    return rows.length == 0 ? 0 : rows[rows.length - 1] + 1;
  }

  @Override
  public String piece(int row) {
    int i = Arrays.binarySearch(rows, row);
    return i < 0 ? "" : spellings[i];
  }

  @Override
  public OptionalInt row(String spelling) {
    Integer row = bySpelling.get(spelling);
    return row == null ? OptionalInt.empty() : OptionalInt.of(row);
  }
}
