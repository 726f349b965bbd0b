package io.blick.models.token.folder;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.token.bpe.BytePieces;
import io.blick.models.token.wordpiece.WordPieceVocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A builder of a vocabulary: takes the pieces of a tokenizer.json in any order, each with its row.
 */
final class VocabularyBuilder {
  private final String format;
  private final Path file;
  private final Map<String, Long> rows = new LinkedHashMap<>();

  VocabularyBuilder(String format, Path file) {
    this.format = format;
    this.file = file;
  }

  void add(String piece, long row) {
    for (int i = 0; i < piece.length(); i += Character.charCount(piece.codePointAt(i))) {
      if (Character.getType(piece.codePointAt(i)) == Character.SURROGATE) {
        throw new FormatException(
            format, file, 0, "pieces must be Unicode; got a lone surrogate in that of id " + row);
      }
    }
    rows.put(piece, row);
  }

  boolean holds(String piece) {
    return rows.containsKey(piece);
  }

  /** Returns the word pieces. Each row must be used once; there may be gaps. */
  WordPieceVocabulary wordPieces() {
    List<Map.Entry<String, Long>> pieces = sorted();
    StringBuilder spellings = new StringBuilder();
    int[] ends = new int[pieces.size()];
    int[] sorted = new int[pieces.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.toIntExact(pieces.get(i).getValue());
      spellings.append(pieces.get(i).getKey());
      ends[i] = spellings.length();
    }
    return new WordPieceVocabulary(file, spellings.toString().toCharArray(), ends, sorted);
  }

  /** Returns the pieces of byte pairs. Each row must be used once; there may be gaps. */
  BytePieces bytePieces() {
    List<Map.Entry<String, Long>> pieces = sorted();
    int[] sorted = new int[pieces.size()];
    String[] spellings = new String[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.toIntExact(pieces.get(i).getValue());
      spellings[i] = pieces.get(i).getKey();
    }
    return new BytePieces(sorted, spellings);
  }

  /** Returns the pieces by row. Each row must be used once; there may be gaps. */
  private List<Map.Entry<String, Long>> sorted() {
    List<Map.Entry<String, Long>> pieces = new ArrayList<>(rows.entrySet());
    pieces.sort(Map.Entry.comparingByValue());
    long before = -1;
    for (Map.Entry<String, Long> piece : pieces) {
      long row = piece.getValue();
      if (row <= before || row >= Integer.MAX_VALUE) {
        throw new FormatException(
            format,
            file,
            0,
            "the ids of %d pieces must be from 0 to 2147483646, each once; got %d for %s"
                .formatted(pieces.size(), row, Escaped.quoted(piece.getKey())));
      }
      before = row;
    }
    return pieces;
  }
}
