package io.blick.lens.trace;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.List;

/** Small texts made by hand: each word a list of pieces, with [CLS] before and [SEP] after. */
public final class Texts {
  private Texts() {}

  /** Returns a text of words whose pieces are separated by |. */
  public static Encoding of(String... words) {
    List<Piece> pieces = new ArrayList<>();
    List<Word> named = new ArrayList<>();
    pieces.add(new Piece.Added(101, "[CLS]", 1, 0));
    named.add(new Word("[CLS]", List.of(0)));
    int start = 0;
    for (String word : words) {
      List<Integer> indices = new ArrayList<>();
      for (String piece : word.split("\\|", -1)) {
        indices.add(pieces.size());
        String spelling = indices.size() == 1 ? piece : "##" + piece;
        int end = start + piece.length();
        pieces.add(new Piece.InText(7, spelling, 1, named.size(), start, end));
        start = end;
      }
      named.add(new Word(word.replace("|", ""), indices));
      start++;
    }
    named.add(new Word("[SEP]", List.of(pieces.size())));
    pieces.add(new Piece.Added(102, "[SEP]", 1, named.size() - 1));
    return new Encoding(pieces, named);
  }
}
