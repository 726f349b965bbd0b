package io.blick.models.token.added;

import io.blick.models.token.unicode.AlignedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The pieces beside the vocabulary proper. Those that are not normalised are found in the text as
 * typed; the others then in what is left, after it was normalised.
 */
public final class AddedTokens {
  /**
   * A part of the text that is an added token.
   *
   * @param piece the token
   * @param from where it begins, with the white space that it takes
   * @param to where it ends, exclusive
   */
  public record Match(AddedPiece piece, int from, int to) {}

  private final TokenFinder typed;
  private final TokenFinder normalised;
  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<Integer, String> spellings = new HashMap<>();
  private int size;

  /**
   * Builds what finds them.
   *
   * @param pieces no two of one spelling or row
   * @param normalised the code points that a spelling becomes by what is done to the text
   */
  public AddedTokens(List<AddedPiece> pieces, Function<String, int[]> normalised) {
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
    this.normalised = new TokenFinder(
        afterwards,
        afterwards.stream().map(p -> normalised.apply(p.token().spelling())).toList());
  }

  /** Returns those that stand in a text as typed. */
  public List<Match> typedIn(AlignedText text) {
    return typed.find(text);
  }

  /** Returns those that stand in a part of a text that was normalised. */
  public List<Match> normalisedIn(AlignedText text) {
    return normalised.find(text);
  }

  public OptionalInt row(String spelling) {
    Integer row = rows.get(spelling);
    return row == null ? OptionalInt.empty() : OptionalInt.of(row);
  }

  public Optional<String> spelling(int row) {
    return Optional.ofNullable(spellings.get(row));
  }

  /** Returns how many rows they need: one more than the last. */
  public int size() {
    return size;
  }
}
