package io.blick.models.token.wordpiece;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.List;

/** A builder of an encoding: collects pieces and words from left to right. */
final class EncodingBuilder {
  private final Pieces all;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();

  EncodingBuilder(Pieces all) {
    this.all = all;
  }

  /** Adds a special piece, which is not in the text. */
  void addSpecial(int row, int segment) {
    String spelling = all.piece(row);
    words.add(new Word(spelling, List.of(pieces.size())));
    pieces.add(new Piece.Added(row, spelling, segment, words.size() - 1));
  }

  /** Adds a piece of the word that {@link #endWord} ends. */
  void addPiece(int row, int segment, int start, int end) {
    pieces.add(new Piece.InText(row, all.piece(row), segment, words.size(), start, end));
  }

  /** Returns the number of pieces, for {@link #dropTo}. */
  int size() {
    return pieces.size();
  }

  /** Removes the pieces of a word that cannot be spelled to its end. */
  void dropTo(int size) {
    pieces.subList(size, pieces.size()).clear();
  }

  /**
   * Ends a word.
   *
   * @param text its segment
   * @param start the beginning of its first piece
   * @param end the end of its last piece, exclusive
   * @param first index of its first piece
   */
  void endWord(String text, int start, int end, int first) {
    List<Integer> indices = new ArrayList<>(pieces.size() - first);
    for (int i = first; i < pieces.size(); i++) {
      indices.add(i);
    }
    words.add(new Word(text.substring(start, end), indices));
  }

  /**
   * Ends a word that is an added token; the word's text does not include white space that the token
   * takes.
   */
  void endAdded(String text, int start, int end) {
    String own = text.substring(start, end).strip();
    words.add(
        new Word(own.isEmpty() ? text.substring(start, end) : own, List.of(pieces.size() - 1)));
  }

  Encoding build() {
    return new Encoding(pieces, words);
  }
}
