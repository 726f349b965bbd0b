package io.blick.models.token.wordpiece;

import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.unicode.CharacterKinds;
import io.blick.models.token.vocabulary.FoundPieces;

/**
 * How BERT cuts normalised text: into words at white space and punctuation, and each word, from its
 * beginning, into the longest pieces of the vocabulary. A word that cannot be cut so, or is too
 * long, becomes {@code [UNK]}.
 *
 * <p>Pieces and offsets equal those of the Hugging Face tokenizer; docs/files.md has the details.
 *
 * @param vocabulary the word pieces
 * @param unknown the row of the piece for words that cannot be spelled
 * @param longestWord maximum number of code points of a word; a longer word is unknown
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>
 * @see <a href="https://arxiv.org/abs/1609.08144">Wu et al. 2016 (WordPiece)</a>
 */
public record WordPiece(WordPieceVocabulary vocabulary, int unknown, int longestWord) {
  /** With which errors about the files of a tokenizer begin. */
  public static final String FORMAT = "wordpiece";

  /** Cuts a part of a text, without added tokens, into words and their pieces. */
  public void cut(AlignedText plain, int from, int to, FoundPieces found) {
    int begun = from;
    for (int i = from; i < to; i++) {
      int code = plain.code(i);
      boolean mark = CharacterKinds.isPunctuation(code);
      if (mark || CharacterKinds.isWhiteSpace(code)) {
        cutWord(plain, begun, i, found);
        begun = i + 1;
      }
      if (mark) {
        cutWord(plain, i, i + 1, found);
      }
    }
    cutWord(plain, begun, to, found);
  }

  private void cutWord(AlignedText plain, int from, int to, FoundPieces found) {
    if (from >= to) {
      return;
    }
    found.beginWord();
    int first = found.size();
    if (to - from > longestWord || !spell(plain, from, to, found)) {
      found.dropTo(first);
      found.add(unknown, plain.start(from), plain.end(to - 1));
    }
  }

  /** Adds the longest pieces from left to right; returns whether they reach the end of the word. */
  private boolean spell(AlignedText plain, int from, int to, FoundPieces found) {
    int at = from;
    while (at < to) {
      boolean continued = at > from;
      int end = vocabulary.longestFrom(plain.codes(), at, to, continued);
      if (end == at) {
        return false;
      }
      int row = vocabulary.row(plain.codes(), at, end, continued);
      found.add(row, plain.start(at), plain.end(end - 1));
      at = end;
    }
    return true;
  }
}
