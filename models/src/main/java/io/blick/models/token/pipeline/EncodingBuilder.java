package io.blick.models.token.pipeline;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import io.blick.models.token.vocabulary.FoundPieces;
import io.blick.models.token.vocabulary.Pieces;
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

  /** Adds a piece that is not in the text. */
  void addAround(Template.Part.Added part) {
    String spelling = all.piece(part.row());
    words.add(new Word(spelling, List.of(pieces.size())));
    pieces.add(new Piece.Added(part.row(), spelling, part.segment(), words.size() - 1));
  }

  /** Adds the words of a text. */
  void addText(String text, List<WordRange> ranges, FoundPieces found, int segment) {
    for (WordRange word : ranges) {
      addWord(text.substring(word.start(), word.end()), found, word.from(), word.to(), segment);
    }
  }

  /** Adds a word with the pieces from one index to another. */
  void addWord(String word, FoundPieces found, int from, int to, int segment) {
    List<Integer> indices = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      int row = found.row(i);
      indices.add(pieces.size());
      pieces.add(new Piece.InText(
          row, all.piece(row), segment, words.size(), found.start(i), found.end(i)));
    }
    words.add(new Word(word, indices));
  }

  Encoding build() {
    return new Encoding(pieces, words);
  }
}
