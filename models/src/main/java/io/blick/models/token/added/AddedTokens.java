package io.blick.models.token.added;

import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.unicode.CharacterKinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * The tokens added to a vocabulary. Those that are not normalised are found in the text as typed;
 * the others in the parts between them, after normalisation.
 */
public final class AddedTokens {
  /**
   * An occurrence of an added token in a text.
   *
   * @param piece the token
   * @param from its first code point, including white space that it takes
   * @param to its end, exclusive
   */
  public record Match(AddedPiece piece, int from, int to) {

    /** Returns it without the white space at its ends; as it is, if it is white space alone. */
    public Match trimmedIn(AlignedText text) {
      int first = from;
      int end = to;
      while (first < end && CharacterKinds.isWhiteSpace(text.code(first))) {
        first++;
      }
      while (first < end && CharacterKinds.isWhiteSpace(text.code(end - 1))) {
        end--;
      }
      return first == end ? this : new Match(piece, first, end);
    }
  }

  private final TokenFinder typed;
  private final TokenFinder normalised;
  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<Integer, String> spellings = new HashMap<>();
  private final Set<Integer> special = new HashSet<>();
  private int size;

  /**
   * Builds the search automata.
   *
   * @param pieces the tokens; no two have the same spelling or row
   * @param normalised returns the code points of a spelling after the text's normalisation
   */
  public AddedTokens(List<AddedPiece> pieces, Function<String, int[]> normalised) {
    List<AddedPiece> asTyped = new ArrayList<>();
    List<AddedPiece> afterwards = new ArrayList<>();
    for (AddedPiece piece : pieces) {
      (piece.token().normalised() ? afterwards : asTyped).add(piece);
      rows.put(piece.token().spelling(), piece.row());
      spellings.put(piece.row(), piece.token().spelling());
      if (piece.token().special()) {
        special.add(piece.row());
      }
      size = Math.max(size, piece.row() + 1);
    }
    typed = new TokenFinder(
        asTyped,
        asTyped.stream().map(p -> p.token().spelling().codePoints().toArray()).toList());
    this.normalised = new TokenFinder(
        afterwards,
        afterwards.stream().map(p -> normalised.apply(p.token().spelling())).toList());
  }

  /** Returns the tokens in a text as typed, from left to right. */
  public List<Match> typedIn(AlignedText text) {
    return typed.find(text);
  }

  /** Returns the tokens in a normalised part of a text, from left to right. */
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

  /** Whether a row is that of a special token. */
  public boolean isSpecial(int row) {
    return special.contains(row);
  }

  /** Returns the number of rows that they need: one more than the last. */
  public int size() {
    return size;
  }
}
