package io.blick.models.token.folder;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file tokenizer.json: vocabulary and rules in one, whatever the kind of its pieces. Its
 * truncation and padding are ignored: no text is ever truncated.
 */
final class TokenizerJson {
  private static final String ADDED = "added_tokens";

  private final JsonStream stream;
  private final VocabularyBuilder vocabulary;
  private final List<AddedPiece> added = new ArrayList<>();
  private final MergeList merges;
  private final ScoreList scores;
  private final ObjectNode rest = JsonNodeFactory.instance.objectNode();

  private TokenizerJson(JsonStream stream) {
    this.stream = stream;
    this.vocabulary = new VocabularyBuilder(stream.format(), stream.file());
    this.merges = new MergeList(stream);
    this.scores = new ScoreList(stream);
  }

  /** Reads a file. */
  static TokenizerJson read(JsonStream stream) {
    TokenizerJson json = new TokenizerJson(stream);
    try (JsonParser parser = json.stream.parser()) {
      json.readWhole(parser);
    } catch (JsonProcessingException e) {
      throw json.stream.malformed(e.getLocation());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      } else if (name.equals("model") && field.equals("merges")) {
        readMerges(parser, fields);
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

  /** Reads the merges; what is no list is kept as it is, since WordPiece has none. */
  private void readMerges(JsonParser parser, ObjectNode fields) throws IOException {
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      merges.read(parser);
    } else {
      fields.set("merges", parser.<JsonNode>readValueAsTree());
    }
  }

  private void readVocabulary(JsonParser parser) throws IOException {
    if (parser.nextToken() == JsonToken.START_ARRAY && stream.format().equals("unigram")) {
      scores.read(parser);
      return;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
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

  /** Returns the file. */
  Path file() {
    return stream.file();
  }

  /** Returns the pieces of its vocabulary. */
  VocabularyBuilder vocabulary() {
    return vocabulary;
  }

  /** Returns its merges; none if it has none. */
  MergeList merges() {
    return merges;
  }

  /** Returns its pieces with scores; none if it has none. */
  ScoreList scores() {
    return scores;
  }

  /** Returns all but the pieces, the added tokens and the merges. */
  JsonFields whole() {
    return JsonFields.of(stream.format(), stream.file(), rest);
  }

  /** Checks that there are added tokens, if only none. */
  void requireAdded() {
    if (!rest.path(ADDED).isArray()) {
      throw whole().wrong(ADDED, "an array", rest.path(ADDED));
    }
  }

  /** Whether a spelling is a piece of the vocabulary or an added token. */
  boolean holds(String spelling) {
    return vocabulary.holds(spelling)
        || added.stream().anyMatch(p -> p.token().spelling().equals(spelling));
  }

  /** Adds the added tokens to a list; some may be pieces of the vocabulary too. */
  void list(ListedTokens tokens) {
    for (AddedPiece piece : added) {
      tokens.add(piece.token(), piece.row(), whole());
    }
  }
}
