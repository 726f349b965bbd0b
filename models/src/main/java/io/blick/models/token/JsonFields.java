package io.blick.models.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.blick.models.format.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
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
    CharBuffer text = VocabularyFile.text(file);
    try (JsonParser parser = parser(text)) {
      JsonNode root = parser.readValueAsTree();
      return new JsonFields(file, "", root == null ? NullNode.getInstance() : root).checked();
    } catch (JsonProcessingException e) {
      throw malformed(file, text, e.getLocation());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a parser of characters: Jackson's own decoder knows no escaped surrogates in names. A
   * vocabulary has more different names than Jackson takes for harmless, so it keeps no table.
   */
  static JsonParser parser(CharBuffer text) throws IOException {
    JsonFactory names = JsonFactory.builder()
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
        "the file must be whole JSON; got other text; fetch it again");
  }

  /** Returns where in the file a place in its text is, in bytes. */
  static long byteOffset(CharBuffer text, JsonLocation at) {
    int chars = Math.clamp(at.getCharOffset(), 0, text.limit());
    return StandardCharsets.UTF_8.encode(text.duplicate().limit(chars)).remaining();
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

  /** Returns the spelling of an added token, which must be one recognised in the text as typed. */
  String recognised() {
    for (String flag : new String[] {"single_word", "lstrip", "rstrip", "normalized"}) {
      if (flag(flag, false)) {
        throw wrong(flag, "false", object.path(flag));
      }
    }
    String content = text("content", "");
    if (content.isEmpty()) {
      throw wrong("content", "a string that is not empty", object.path("content"));
    }
    return content;
  }

  /** Returns the error for a field that does not hold what it must. */
  FormatException wrong(String field, String expected, JsonNode got) {
    return new FormatException(
        "wordpiece", file, 0, "%s must be %s; got %s".formatted(inner(field), expected, kind(got)));
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

  private static boolean isAbsent(JsonNode value) {
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
