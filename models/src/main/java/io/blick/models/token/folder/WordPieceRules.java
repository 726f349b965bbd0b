package io.blick.models.token.folder;

import io.blick.models.token.pipeline.AddedOffsets;
import io.blick.models.token.unicode.Normalisation;
import io.blick.models.token.vocabulary.Pieces;
import java.util.Optional;

/**
 * The rules of a tokenizer: everything that a model's files say about it, except its pieces.
 *
 * @param normalisation the normalisation before the text is split
 * @param longestWord maximum number of code points of a word; a longer word is unknown
 * @param unknown the piece for words that cannot be spelled
 * @param template the pieces that the model adds around a text or a pair
 * @param padding the padding piece, if any; it is masked, so that any piece would do
 * @param mask the piece for a masked word, if any
 */
record WordPieceRules(
    Normalisation normalisation,
    int longestWord,
    String unknown,
    BertTemplate template,
    Optional<String> padding,
    Optional<String> mask) {
  /** BERT's longest word. */
  static final int LONGEST_WORD = 100;

  /** Returns these rules with other offsets of added tokens. */
  WordPieceRules with(AddedOffsets offsets) {
    return new WordPieceRules(
        normalisation, longestWord, unknown, template.with(offsets), padding, mask);
  }

  /** Returns these rules, without the padding if it is not a piece. */
  WordPieceRules withPaddingIn(Pieces pieces) {
    return new WordPieceRules(
        normalisation,
        longestWord,
        unknown,
        template,
        padding.filter(name -> pieces.row(name).isPresent()),
        mask);
  }

  /** Returns rules with the names of the special pieces that BERT's tokenizer has by itself. */
  static WordPieceRules bert(Normalisation normalisation) {
    return of(normalisation, BertTemplate.BERT);
  }

  /** Returns rules with the names of the special pieces that MPNet's tokenizer has by itself. */
  static WordPieceRules mpnet(Normalisation normalisation) {
    return of(normalisation, BertTemplate.MPNET);
  }

  private static WordPieceRules of(Normalisation normalisation, BertTemplate template) {
    return new WordPieceRules(
        normalisation,
        LONGEST_WORD,
        "[UNK]",
        template,
        Optional.of(padding(template.pair())),
        Optional.of(mask(template.pair())));
  }

  /** Returns the name of the padding where no file has one. */
  static String padding(TextPair pair) {
    return switch (pair) {
      case ONE_BETWEEN -> "[PAD]";
      case TWO_BETWEEN -> "<pad>";
    };
  }

  /** Returns the name of the mask where no file has one. */
  static String mask(TextPair pair) {
    return switch (pair) {
      case ONE_BETWEEN -> "[MASK]";
      case TWO_BETWEEN -> "<mask>";
    };
  }
}
