package io.blick.models.token.added;

import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.unicode.CharacterKinds;
import java.util.ArrayList;
import java.util.List;

/**
 * A search for added tokens in a text: leftmost first, and of those that begin at one place the
 * longest. As in the Hugging Face tokenizer, a token that must be a whole word and is not one hides
 * the tokens that overlap it.
 */
final class TokenFinder {
  private final List<AddedPiece> pieces;
  private final List<int[]> spellings;
  private final AhoCorasick automaton;

  /**
   * Builds the automaton.
   *
   * @param pieces the tokens; of those with the same spelling the first is found
   * @param spellings the code points of each as they appear in texts
   */
  TokenFinder(List<AddedPiece> pieces, List<int[]> spellings) {
    this.pieces = List.copyOf(pieces);
    this.spellings = List.copyOf(spellings);
    this.automaton = new AhoCorasick(this.spellings);
  }

  /** Returns the tokens in a text, from left to right. */
  List<AddedTokens.Match> find(AlignedText text) {
    List<AddedTokens.Match> matches = new ArrayList<>();
    if (pieces.isEmpty()) {
      return matches;
    }
    int[] longest = automaton.longest(text.codes(), text.size());
    int taken = 0;
    int next;
    for (int at = 0; at < longest.length; at = next) {
      int index = longest[at];
      next = index < 0 ? at + 1 : at + spellings.get(index).length;
      if (index >= 0 && isRecognized(pieces.get(index).token(), text, at, next)) {
        AddedTokens.Match match = widened(pieces.get(index), text, at, next, taken);
        if (match.from() < match.to()) {
          matches.add(match);
          taken = match.to();
        }
      }
    }
    return matches;
  }

  private static boolean isRecognized(AddedToken token, AlignedText text, int from, int to) {
    return !token.wholeWord()
        || ((from == 0 || !CharacterKinds.isWordCharacter(text.code(from - 1)))
            && (to == text.size() || !CharacterKinds.isWordCharacter(text.code(to))));
  }

  /**
   * Includes the white space around a token. What the token before has taken stays with that, so
   * that nothing may be left of a token that is itself white space.
   */
  private static AddedTokens.Match widened(
      AddedPiece piece, AlignedText text, int from, int to, int taken) {
    int first = from;
    if (piece.token().takesLeft()) {
      while (first > taken && CharacterKinds.isWhiteSpace(text.code(first - 1))) {
        first--;
      }
      first = Math.max(first, taken);
    }
    int end = to;
    while (piece.token().takesRight()
        && end < text.size()
        && CharacterKinds.isWhiteSpace(text.code(end))) {
      end++;
    }
    return new AddedTokens.Match(piece, first, end);
  }
}
