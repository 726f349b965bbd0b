package io.blick.models.token.pipeline;

import io.blick.models.token.vocabulary.FoundPieces;
import java.util.ArrayList;
import java.util.List;

/** The words of a text that was cut into words before these were cut into pieces. */
final class WordsAsCut {
  private WordsAsCut() {}

  static List<WordRange> of(String text, FoundPieces found) {
    List<WordRange> words = new ArrayList<>();
    int next;
    for (int i = 0; i < found.size(); i = next) {
      next = found.nextWord(i);
      int start = found.start(i);
      int end = found.end(next - 1);
      words.add(found.isToken(i) ? token(text, start, end, i) : new WordRange(start, end, i, next));
    }
    return words;
  }

  /** Returns the word of an added token, without the white space that the token takes. */
  static WordRange token(String text, int start, int end, int piece) {
    String whole = text.substring(start, end);
    int before = whole.length() - whole.stripLeading().length();
    return before == whole.length()
        ? new WordRange(start, end, piece, piece + 1)
        : new WordRange(start + before, start + whole.stripTrailing().length(), piece, piece + 1);
  }
}
