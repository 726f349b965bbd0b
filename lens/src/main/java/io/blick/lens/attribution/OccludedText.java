package io.blick.lens.attribution;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.List;

/** A text in which some pieces are replaced, all by the same one. */
final class OccludedText {
  private OccludedText() {}

  /**
   * Returns the text.
   *
   * @param hidden indices of its pieces that are replaced
   * @param id what stands instead, as its row of the vocabulary
   * @param spelling of that piece
   */
  static Encoding of(Encoding text, List<Integer> hidden, int id, String spelling) {
    List<Piece> pieces = new ArrayList<>(text.pieces());
    for (int i : hidden) {
      pieces.set(
          i,
          switch (pieces.get(i)) {
            case Piece.InText own ->
              new Piece.InText(id, spelling, own.segment(), own.word(), own.start(), own.end());
            case Piece.Added added -> new Piece.Added(id, spelling, added.segment(), added.word());
          });
    }
    return new Encoding(pieces, text.words());
  }
}
