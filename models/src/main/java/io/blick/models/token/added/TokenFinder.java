package io.blick.models.token.added;

import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.unicode.CharacterKinds;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds added tokens in a text: the leftmost, of those that begin there the longest. As in the
 * Hugging Face tokenizer, one that must be a whole word and is none hides what overlaps it.
 */
final class TokenFinder {
  private final List<AddedPiece> pieces;
  private final List<int[]> spellings;
  private final AhoCorasick automaton;

  /**
   * Builds what finds them.
   *
   * @param pieces the tokens; of those with one spelling the first is found
   * @param spellings that of each, as code points, as it stands in the texts to come
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
      if (index >= 0 && counts(pieces.get(index).token(), text, at, next)) {
        AddedTokens.Match match = widened(pieces.get(index), text, at, next, taken);
        if (match.from() < match.to()) {
          matches.add(match);
          taken = match.to();
        }
      }
    }
    return matches;
  }

  private static boolean counts(AddedToken token, AlignedText text, int from, int to) {
    return !token.wholeWord()
        || ((from == 0 || !CharacterKinds.isOfWord(text.code(from - 1)))
            && (to == text.size() || !CharacterKinds.isOfWord(text.code(to))));
  }

  /**
   * Takes the white space around it; what a token before has taken stays with that, so that nothing
   * may be left of one that is white space itself.
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
