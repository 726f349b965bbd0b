package io.blick.models.token.folder;

import io.blick.models.format.json.JsonFields;
import io.blick.models.token.unicode.Normalisation;
import io.blick.models.token.vocabulary.Pieces;
import io.blick.models.token.wordpiece.WordPieceVocabulary;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a tokenizer.json says of WordPiece.
 *
 * @param json the file
 */
record WordPieceJson(TokenizerJson json) {
  private static final int LONGEST_WORD_AT_MOST = 1000;

  /** Checks that its kinds of model, normalisation and so on are supported. */
  WordPieceJson {
    check(json);
  }

  private static void check(TokenizerJson json) {
    JsonFields model = json.whole().child("model");
    if (!isUntyped(model)) {
      model.require("type", "WordPiece");
    }
    if (!model.text("continuing_subword_prefix", WordPieceVocabulary.CONTINUED).equals("##")) {
      model.require("continuing_subword_prefix", WordPieceVocabulary.CONTINUED);
    }
    json.whole().child("pre_tokenizer").require("type", "BertPreTokenizer");
    json.requireAdded();
  }

  /**
   * Whether the model is WordPiece without a type: older files have none, and no other model has
   * both of these fields.
   */
  private static boolean isUntyped(JsonFields model) {
    return !model.object().has("type")
        && model.object().has("max_input_chars_per_word")
        && model.object().has("continuing_subword_prefix");
  }

  /** Returns the file. */
  Path file() {
    return json.file();
  }

  /** Returns the word pieces. */
  WordPieceVocabulary vocabulary() {
    return json.vocabulary().wordPieces();
  }

  /** Returns the rules. */
  WordPieceRules rules() {
    JsonFields model = whole().child("model");
    BertTemplate template = BertTemplate.read(whole().child("post_processor"));
    return new WordPieceRules(
        normalisation(whole().child("normalizer")),
        model
            .number("max_input_chars_per_word", 1, LONGEST_WORD_AT_MOST)
            .orElse(WordPieceRules.LONGEST_WORD),
        model.text("unk_token", "[UNK]"),
        template,
        Optional.of(padding(WordPieceRules.padding(template.pair()))),
        Optional.of(WordPieceRules.mask(template.pair())));
  }

  /** Returns the padding piece that the file names, if it is a piece. */
  private String padding(String otherwise) {
    String said = whole().child("padding").text("pad_token", otherwise);
    return json.holds(said) ? said : otherwise;
  }

  /** Checks that the pieces of the template have the same rows as in the vocabulary. */
  void checkTemplate(Pieces pieces) {
    BertTemplate.checkRows(whole().child("post_processor"), pieces);
  }

  /** Checks that texts stand in a pair as the class of the tokenizer has them. */
  void checkPair(TextPair of) {
    TextPair pair = BertTemplate.read(whole().child("post_processor")).pair();
    if (pair != of) {
      throw whole()
          .wrong("post_processor must be %s, as the class of the tokenizer says; got %s"
              .formatted(of.owner(), pair.owner()));
    }
  }

  private JsonFields whole() {
    return json.whole();
  }

  private static Normalisation normalisation(JsonFields normalizer) {
    normalizer.require("type", "BertNormalizer");
    boolean lowerCase = normalizer.flag("lowercase", true);
    return new Normalisation(
        normalizer.flag("clean_text", true),
        normalizer.flag("handle_chinese_chars", true),
        normalizer.flag("strip_accents", lowerCase),
        lowerCase);
  }
}
