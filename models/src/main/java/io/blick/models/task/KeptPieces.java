package io.blick.models.task;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Some of the pieces of a text, as an encoding of their own. */
final class KeptPieces {
  private KeptPieces() {}

  /**
   * Returns the encoding of the pieces that are kept. A word of which no piece is kept is left out;
   * one of which some are has their characters.
   *
   * @param all the encoding of the whole text
   * @param kept whether the piece of an index is kept
   */
  static Encoding of(InputText text, Encoding all, IntPredicate kept) {
    List<Piece> pieces = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    for (Word word : all.words()) {
      List<Integer> own = new ArrayList<>();
      for (int index : word.pieces()) {
        if (kept.test(index)) {
          own.add(pieces.size());
          pieces.add(inWord(all.pieces().get(index), words.size()));
        }
      }
      if (own.size() == word.pieces().size()) {
        words.add(new Word(word.text(), own));
      } else if (!own.isEmpty()) {
        words.add(
            new Word(characters(text, pieces.get(own.getFirst()), pieces.get(own.getLast())), own));
      }
    }
    return new Encoding(pieces, words);
  }

  private static Piece inWord(Piece piece, int word) {
    return switch (piece) {
      case Piece.InText in ->
        new Piece.InText(in.id(), in.text(), in.segment(), word, in.start(), in.end());
      case Piece.Added added -> new Piece.Added(added.id(), added.text(), added.segment(), word);
    };
  }

  private static String characters(InputText text, Piece first, Piece last) {
    return first instanceof Piece.InText from && last instanceof Piece.InText to
        ? text.segment(from.segment()).substring(from.start(), to.end())
        : first.text();
  }
}
