package io.blick.models.token.wordpiece;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.json.JsonFields;
import io.blick.models.format.json.JsonStream;
import io.blick.models.token.added.AddedPiece;
import io.blick.models.token.added.AddedToken;
import io.blick.models.token.unicode.Normalisation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file tokenizer.json: vocabulary and rules in one. Its truncation and padding are ignored: no
 * text is ever truncated.
 */
final class TokenizerJson {
  private static final int LONGEST_WORD_AT_MOST = 1000;
  private static final String ADDED = "added_tokens";

  private final JsonStream stream;
  private final VocabularyBuilder vocabulary;
  private final List<AddedPiece> added = new ArrayList<>();
  private final ObjectNode rest = JsonNodeFactory.instance.objectNode();

  private TokenizerJson(Path file) {
    this.stream = JsonStream.read(WordPiece.FORMAT, file, VocabularyFile.LARGEST);
    this.vocabulary = new VocabularyBuilder(file);
  }

  /** Reads a file and checks that its kinds of model, normalisation and so on are supported. */
  static TokenizerJson read(Path file) {
    TokenizerJson json = new TokenizerJson(file);
    try (JsonParser parser = json.stream.parser()) {
      json.readWhole(parser);
    } catch (JsonProcessingException e) {
      throw json.stream.malformed(e.getLocation());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    json.check();
    return json;
  }

  private void readWhole(JsonParser parser) throws IOException {
    try {
      readFields(parser, rest, "");
      if (parser.nextToken() != null) {
        throw mustBeObject(parser);
      }
    } catch (StreamConstraintsException e) {
      int deepest = parser.streamReadConstraints().getMaxNestingDepth();
      if (parser.getParsingContext().getNestingDepth() < deepest) {
        throw e;
      }
      throw stream.tooDeep(parser);
    }
  }

  /**
   * Reads an object; all of it is kept as it is, except the vocabulary, which goes to its builder.
   */
  private void readFields(JsonParser parser, ObjectNode fields, String name) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw mustBeObject(parser);
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      if (name.isEmpty() && field.equals("model")) {
        readFields(parser, fields.putObject(field), field);
      } else if (name.isEmpty() && field.equals(ADDED)) {
        readAdded(parser, fields);
      } else if (name.equals("model") && field.equals("vocab")) {
        readVocabulary(parser);
      } else {
        parser.nextToken();
        fields.set(field, parser.<JsonNode>readValueAsTree());
      }
    }
  }

  /** Reads the added tokens one by one: a tree of many tokens would need much memory. */
  private void readAdded(JsonParser parser, ObjectNode fields) throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      fields.set(ADDED, parser.<JsonNode>readValueAsTree());
      return;
    }
    fields.putArray(ADDED);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonFields token = whole().element(parser.<JsonNode>readValueAsTree(), ADDED);
      added.add(new AddedPiece(AddedToken.read(token, false), AddedToken.row(token, "id")));
    }
  }

  private void readVocabulary(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw mustBeObject(parser);
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String piece = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT
          || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw stream.wrong(
            parser,
            "the id of %s must be a whole number below 2^63; got other text"
                .formatted(Escaped.quoted(piece)));
      }
      vocabulary.add(piece, parser.getLongValue());
    }
  }

  private FormatException mustBeObject(JsonParser parser) {
    return stream.wrong(
        parser, "the file, its model and its vocab must be JSON objects; got other text");
  }

  private void check() {
    JsonFields model = whole().child("model");
    if (!isUntyped(model)) {
      model.require("type", "WordPiece");
    }
    if (!model.text("continuing_subword_prefix", WordPieceVocabulary.CONTINUED).equals("##")) {
      model.require("continuing_subword_prefix", WordPieceVocabulary.CONTINUED);
    }
    whole().child("pre_tokenizer").require("type", "BertPreTokenizer");
    if (!rest.path(ADDED).isArray()) {
      throw whole().wrong(ADDED, "an array", rest.path(ADDED));
    }
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
    return stream.file();
  }

  /** Returns the word pieces. */
  WordPieceVocabulary vocabulary() {
    return vocabulary.build();
  }

  /** Returns the rules. */
  WordPieceRules rules() {
    JsonFields model = whole().child("model");
    Template template = Template.read(whole().child("post_processor"));
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
    boolean isPiece = vocabulary.holds(said)
        || added.stream().anyMatch(p -> p.token().spelling().equals(said));
    return isPiece ? said : otherwise;
  }

  /** Adds the added tokens to a list; some may be word pieces too. */
  void list(ListedTokens tokens) {
    for (AddedPiece piece : added) {
      tokens.add(piece.token(), piece.row(), whole());
    }
  }

  /** Checks that the pieces of the template have the same rows as in the vocabulary. */
  void checkTemplate(Pieces pieces) {
    Template.checkRows(whole().child("post_processor"), pieces);
  }

  /** Checks that texts stand in a pair as the class of the tokenizer has them. */
  void checkPair(TextPair of) {
    TextPair pair = Template.read(whole().child("post_processor")).pair();
    if (pair != of) {
      throw whole()
          .wrong("post_processor must be %s, as the class of the tokenizer says; got %s"
              .formatted(of.owner(), pair.owner()));
    }
  }

  private JsonFields whole() {
    return JsonFields.of(WordPiece.FORMAT, stream.file(), rest);
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
