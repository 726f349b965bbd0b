package io.blick.models.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blick.models.format.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * tokenizer.json: vocabulary and rules in one. What it says about truncation and padding is not
 * followed: nothing is ever cut off.
 */
final class TokenizerJson {
  private static final int LONGEST_WORD_AT_MOST = 1000;

  private final Path file;
  private final CharBuffer text;
  private final PieceTable table;
  private final ObjectNode rest = JsonNodeFactory.instance.objectNode();

  private TokenizerJson(Path file) {
    this.file = file;
    this.text = VocabularyFile.text(file);
    this.table = new PieceTable(file);
  }

  static WordPiece read(Path file) {
    TokenizerJson json = new TokenizerJson(file);
    try (JsonParser parser = JsonFields.parser(json.text)) {
      json.readFields(parser, json.rest, "");
      if (parser.nextToken() != null) {
        throw json.mustBeObject(parser);
      }
    } catch (JsonProcessingException e) {
      throw JsonFields.malformed(file, json.text, e.getLocation());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.tokenizer();
  }

  /** Reads an object; all of it is kept as it is, but the vocabulary goes into its table. */
  private void readFields(JsonParser parser, ObjectNode fields, String name) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw mustBeObject(parser);
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      if (name.isEmpty() && field.equals("model")) {
        readFields(parser, fields.putObject(field), field);
      } else if (name.equals("model") && field.equals("vocab")) {
        readVocabulary(parser);
      } else {
        parser.nextToken();
        fields.set(field, parser.<JsonNode>readValueAsTree());
      }
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
        throw new FormatException(
            "wordpiece",
            file,
            JsonFields.byteOffset(text, parser.currentTokenLocation()),
            "the id of %s must be a whole number below 2^63; got other text"
                .formatted(Spelling.shown(piece)));
      }
      table.add(piece, parser.getLongValue());
    }
  }

  private FormatException mustBeObject(JsonParser parser) {
    return new FormatException(
        "wordpiece",
        file,
        JsonFields.byteOffset(text, parser.currentTokenLocation()),
        "the file, its model and its vocab must be JSON objects; got other text");
  }

  private WordPiece tokenizer() {
    JsonFields whole = new JsonFields(file, "", rest);
    JsonFields model = whole.child("model");
    model.require("type", "WordPiece");
    if (!model.text("continuing_subword_prefix", Vocabulary.CONTINUED).equals("##")) {
      model.require("continuing_subword_prefix", Vocabulary.CONTINUED);
    }
    whole.child("pre_tokenizer").require("type", "BertPreTokenizer");
    Template template = Template.read(whole.child("post_processor"));
    List<String> recognised = recognised(whole);
    WordPieceRules rules = new WordPieceRules(
        normalisation(whole.child("normalizer")),
        model.number(
            "max_input_chars_per_word", 1, LONGEST_WORD_AT_MOST, WordPieceRules.LONGEST_WORD),
        model.text("unk_token", "[UNK]"),
        template.opening(),
        template.closing(),
        whole.child("padding").text("pad_token", "[PAD]"),
        "[MASK]",
        recognised);
    return new WordPiece(file, table.vocabulary(), rules);
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

  /** Reads the added tokens, of which some may be new rows at the end of the vocabulary. */
  private List<String> recognised(JsonFields whole) {
    JsonNode tokens = rest.path("added_tokens");
    if (!tokens.isArray()) {
      throw whole.wrong("added_tokens", "an array", tokens);
    }
    List<String> recognised = new ArrayList<>();
    for (JsonNode token : tokens) {
      JsonFields fields = whole.element(token, "added_tokens");
      String spelling = fields.recognised();
      if (!table.holds(spelling)) {
        table.add(spelling, fields.number("id", 0, Integer.MAX_VALUE, 0));
      }
      recognised.add(spelling);
    }
    return recognised;
  }
}
