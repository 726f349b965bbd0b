package io.blick.models.token.wordpiece;

import io.blick.models.token.unicode.Normalisation;
import java.util.Optional;

/**
 * The rules of a tokenizer: everything that a model's files say about it, except its pieces.
 *
 * @param normalisation the normalisation before the text is split
 * @param longestWord maximum number of code points of a word; a longer word is unknown
 * @param unknown the piece for words that cannot be spelled
 * @param opening the piece that the model adds before a text
 * @param closing the piece that the model adds after each text
 * @param padding the padding piece, if any; it is masked, so that any piece would do
 * @param mask the piece for a masked word, if any
 */
record WordPieceRules(
    Normalisation normalisation,
    int longestWord,
    String unknown,
    String opening,
    String closing,
    Optional<String> padding,
    Optional<String> mask) {
  /** BERT's longest word. */
  static final int LONGEST_WORD = 100;

  /** Returns these rules, without the padding if it is not a piece. */
  WordPieceRules withPaddingIn(Pieces pieces) {
    return new WordPieceRules(
        normalisation,
        longestWord,
        unknown,
        opening,
        closing,
        padding.filter(name -> pieces.row(name).isPresent()),
        mask);
  }

  /** Returns rules with BERT's names of the special pieces. */
  static WordPieceRules bert(Normalisation normalisation) {
    return new WordPieceRules(
        normalisation,
        LONGEST_WORD,
        "[UNK]",
        "[CLS]",
        "[SEP]",
        Optional.of("[PAD]"),
        Optional.of("[MASK]"));
  }
}
