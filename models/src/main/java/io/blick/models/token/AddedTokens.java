package io.blick.models.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pieces beside the vocabulary proper. Those that are not normalised are found in the text as
 * typed; the others then in what is left, after it was normalised.
 */
final class AddedTokens {
  private final TokenFinder typed;
  private final TokenFinder normalised;
  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<Integer, String> spellings = new HashMap<>();
  private int size;

  /**
   * Builds what finds them.
   *
   * @param pieces no two of one spelling or row
   * @param normalisation what is done to the text, and to those that are found in it afterwards
   */
  AddedTokens(List<AddedPiece> pieces, Normalisation normalisation) {
    List<AddedPiece> asTyped = new ArrayList<>();
    List<AddedPiece> afterwards = new ArrayList<>();
    for (AddedPiece piece : pieces) {
      (piece.token().normalised() ? afterwards : asTyped).add(piece);
      rows.put(piece.token().spelling(), piece.row());
      spellings.put(piece.row(), piece.token().spelling());
      size = Math.max(size, piece.row() + 1);
    }
    typed = new TokenFinder(
        asTyped,
        asTyped.stream().map(p -> p.token().spelling().codePoints().toArray()).toList());
    normalised = new TokenFinder(
        afterwards,
        afterwards.stream().map(p -> normalisation.codes(p.token().spelling())).toList());
  }

  /** Returns those that stand in a text as typed. */
  List<TokenFinder.Match> typedIn(AlignedText text) {
    return typed.find(text);
  }

  /** Returns those that stand in a part of a text that was normalised. */
  List<TokenFinder.Match> normalisedIn(AlignedText text) {
    return normalised.find(text);
  }

  Optional<Integer> row(String spelling) {
    return Optional.ofNullable(rows.get(spelling));
  }

  Optional<String> spelling(int row) {
    return Optional.ofNullable(spellings.get(row));
  }

  /** Returns how many rows they need: one more than the last. */
  int size() {
    return size;
  }
}
