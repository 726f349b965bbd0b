package io.blick.models.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.blick.models.format.Folder;
import io.blick.models.format.FormatException;
import io.blick.models.format.JsonFile;
import io.blick.models.format.TextFile;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One object of an untrusted JSON file, by field; a field of the wrong kind is an error that names
 * it.
 *
 * @param file for errors
 * @param name of the object in the file, for errors; that of the whole file is empty
 * @param object the object; a missing one has no fields
 */
record JsonFields(Path file, String name, JsonNode object) {

  /** Reads a file that must be one JSON object. */
  static JsonFields read(Path file) {
    return new JsonFields(file, "", JsonFile.read("wordpiece", file, VocabularyFile.LARGEST))
        .checked();
  }

  /** Reads a file of a folder that must be one JSON object; one that is not there has no fields. */
  static JsonFields read(Folder folder, String name) {
    return folder
        .file(name)
        .map(JsonFields::read)
        .orElseGet(
            () -> new JsonFields(folder.path().resolve(name), "", MissingNode.getInstance()));
  }

  /** Returns a file without fields in the place of this one. */
  JsonFields none() {
    return new JsonFields(file, "", MissingNode.getInstance());
  }

  /**
   * Returns a parser of characters: Jackson's own decoder knows no escaped surrogates in names. A
   * vocabulary has more different names than Jackson takes for harmless, so it keeps no table.
   */
  static JsonParser parser(CharBuffer text) throws IOException {
    JsonFactory names = JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .build();
    return new JsonMapper(names).createParser(text.array(), 0, text.limit());
  }

  /** Returns the error for text that is not JSON. */
  static FormatException malformed(Path file, CharBuffer text, @Nullable JsonLocation at) {
    return new FormatException(
        "wordpiece",
        file,
        at == null ? 0 : byteOffset(text, at),
        "the file must be whole JSON, each key once; got other text; fetch it again");
  }

  /** Returns the error for JSON that is nested deeper than is read. */
  static FormatException tooDeep(Path file, CharBuffer text, JsonParser parser) {
    JsonLocation at = parser.currentLocation();
    return new FormatException(
        "wordpiece",
        file,
        byteOffset(text, at),
        "the file must be JSON nested at most %d deep; got more in line %d"
            .formatted(parser.streamReadConstraints().getMaxNestingDepth(), at.getLineNr()));
  }

  /** Returns where in the file a place in its text is, in bytes. */
  static long byteOffset(CharBuffer text, JsonLocation at) {
    return TextFile.byteOffset(text, Math.clamp(at.getCharOffset(), 0, text.limit()));
  }

  /** Returns the object in a field, one without fields if it is missing or null. */
  JsonFields child(String field) {
    JsonNode child = object.path(field);
    return new JsonFields(file, inner(field), child.isNull() ? MissingNode.getInstance() : child)
        .checked();
  }

  /** Returns the object that is an element of an array or a value of a field. */
  JsonFields element(JsonNode element, String field) {
    return new JsonFields(file, inner(field), element).checked();
  }

  /** Returns a field that is true or false. */
  boolean flag(String field, boolean otherwise) {
    JsonNode value = object.path(field);
    if (isAbsent(value)) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw wrong(field, "true or false", value);
    }
    return value.booleanValue();
  }

  /** Returns a field that is a string. */
  String text(String field, String otherwise) {
    JsonNode value = object.path(field);
    if (isAbsent(value)) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw wrong(field, "a string", value);
    }
    return value.textValue();
  }

  /** Returns a field that is a piece: its spelling, or an object with that as its content. */
  String piece(String field, String otherwise) {
    return object.path(field).isObject()
        ? child(field).text("content", otherwise)
        : text(field, otherwise);
  }

  /** Returns a field that is a whole number from least to most. */
  int number(String field, int least, int most, int otherwise) {
    JsonNode value = object.path(field);
    if (isAbsent(value)) {
      return otherwise;
    }
    if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      throw wrong(field, "a number from %d to %d".formatted(least, most), value);
    }
    return value.intValue();
  }

  /** Checks that a field is one certain string. */
  void require(String field, String expected) {
    JsonNode value = object.path(field);
    if (!value.isTextual() || !value.textValue().equals(expected)) {
      throw wrong(field, expected, value);
    }
  }

  /** Returns a field that is a row. */
  int row(String field) {
    if (isAbsent(object.path(field))) {
      throw wrong(field, "a number from 0 to 2147483646", object.path(field));
    }
    return number(field, 0, Integer.MAX_VALUE - 1, 0);
  }

  /** Returns the row that a field's name is. */
  int rowOf(String field) {
    try {
      int row = Integer.parseInt(field);
      if (row >= 0 && row < Integer.MAX_VALUE) {
        return row;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is no row.
    }
    throw wrong("%s must have rows as names; got %s".formatted(name, Spelling.shown(field)));
  }

  /** Returns a field that is the spelling of a piece. */
  String spelling(String field) {
    return checkedSpelling(field, text(field, ""));
  }

  /** Returns the spelling of a piece, which must be some text. */
  String checkedSpelling(String field, String spelling) {
    if (spelling.isEmpty()) {
      throw wrong(field, "a string that is not empty", object.path(field));
    }
    if (spelling.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw wrong("pieces must be Unicode; got a lone surrogate in %s".formatted(inner(field)));
    }
    return spelling;
  }

  /** Returns the error for what is not as it must be. */
  FormatException wrong(String expectation) {
    return new FormatException("wordpiece", file, 0, expectation);
  }

  /** Returns the error for a field that does not hold what it must. */
  FormatException wrong(String field, String expected, JsonNode got) {
    return wrong("%s must be %s; got %s".formatted(inner(field), expected, kind(got)));
  }

  private JsonFields checked() {
    if (!object.isObject() && !object.isMissingNode()) {
      throw new FormatException(
          "wordpiece",
          file,
          0,
          "%s must be an object; got %s"
              .formatted(name.isEmpty() ? "the whole" : name, kind(object)));
    }
    return this;
  }

  private String inner(String field) {
    return name.isEmpty() ? field : name + "." + field;
  }

  /** Whether a value is missing or null. */
  static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> Spelling.shown(value.textValue());
      case BOOLEAN, NUMBER -> Spelling.shown(value.asText());
      case MISSING -> "nothing";
      case ARRAY, OBJECT, NULL, BINARY, POJO -> value.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }
}
