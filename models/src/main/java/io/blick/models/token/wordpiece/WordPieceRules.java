package io.blick.models.token.wordpiece;

import io.blick.models.token.unicode.Normalisation;
import java.util.Optional;

/**
 * All that a model's files say about its tokenizer, but for its pieces.
 *
 * @param normalisation what happens before the text is cut
 * @param longestWord how many code points a word may have; a longer one is unknown
 * @param unknown the piece for words that cannot be spelt
 * @param opening the piece that the model adds before a text
 * @param closing the piece that the model adds after each text
 * @param padding the piece that fills up a batch, if any; it is masked, so that any would do
 * @param mask the piece for a word to be guessed, if any
 */
record WordPieceRules(
    Normalisation normalisation,
    int longestWord,
    String unknown,
    String opening,
    String closing,
    Optional<String> padding,
    Optional<String> mask) {
  /** As BERT has it. */
  static final int LONGEST_WORD = 100;

  /** Returns the rules in which a padding that is no piece is none. */
  WordPieceRules within(Pieces pieces) {
    return new WordPieceRules(
        normalisation,
        longestWord,
        unknown,
        opening,
        closing,
        padding.filter(name -> pieces.row(name).isPresent()),
        mask);
  }

  /** Returns the rules with BERT's own names of the special pieces. */
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
