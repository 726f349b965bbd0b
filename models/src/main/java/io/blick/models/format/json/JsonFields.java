package io.blick.models.format.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.Folder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * One object of an untrusted JSON file, by field. A field of the wrong type is an error that names
 * it.
 *
 * @param format with which error messages begin
 * @param file the file, for errors
 * @param name the path of the object in the file, for errors; empty for the whole file
 * @param object the object; a missing object has no fields
 */
public record JsonFields(String format, Path file, String name, JsonNode object) {

  /**
   * Reads a file of a folder, which must contain one JSON object; a file that does not exist has no
   * fields.
   *
   * @param format with which error messages begin
   * @param largest how many bytes the file may have
   */
  public static JsonFields read(String format, Folder folder, String name, long largest) {
    return folder
        .file(name)
        .map(file -> of(format, file, JsonFile.read(format, file, largest)).checked())
        .orElseGet(() -> of(format, folder.path().resolve(name), MissingNode.getInstance()));
  }

  /** Returns the fields of a whole file. */
  public static JsonFields of(String format, Path file, JsonNode root) {
    return new JsonFields(format, file, "", root);
  }

  /** Returns an object without fields, with the file of this one. */
  public JsonFields none() {
    return of(format, file, MissingNode.getInstance());
  }

  /** Returns the object in a field; an object without fields if it is missing or null. */
  public JsonFields child(String field) {
    JsonNode child = object.path(field);
    return element(child.isNull() ? MissingNode.getInstance() : child, field);
  }

  /**
   * Returns an object that is an element of the array in a field, or a value of the object in it.
   */
  public JsonFields element(JsonNode element, String field) {
    return new JsonFields(format, file, path(field), element).checked();
  }

  /** Returns a boolean field, or {@code otherwise} if it is missing or null. */
  public boolean flag(String field, boolean otherwise) {
    JsonNode value = object.path(field);
    if (isAbsent(value)) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw wrong(field, "true or false", value);
    }
    return value.booleanValue();
  }

  /** Returns a string field, or {@code otherwise} if it is missing or null. */
  public String text(String field, String otherwise) {
    JsonNode value = object.path(field);
    if (isAbsent(value)) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw wrong(field, "a string", value);
    }
    return value.textValue();
  }

  /** Returns a whole number from least to most, unless the field is missing or null. */
  public OptionalInt number(String field, int least, int most) {
    JsonNode value = object.path(field);
    if (isAbsent(value)) {
      return OptionalInt.empty();
    }
    if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      throw wrong(field, expectedNumber(least, most), value);
    }
    return OptionalInt.of(value.intValue());
  }

  /** Returns a whole number from least to most; the field must exist. */
  public int requiredNumber(String field, int least, int most) {
    return number(field, least, most)
        .orElseThrow(() -> wrong(field, expectedNumber(least, most), object.path(field)));
  }

  private static String expectedNumber(int least, int most) {
    return "a number from %d to %d".formatted(least, most);
  }

  /** Checks that a field is the given string. */
  public void require(String field, String expected) {
    JsonNode value = object.path(field);
    if (!value.isTextual() || !value.textValue().equals(expected)) {
      throw wrong(field, expected, value);
    }
  }

  /** Returns the error for this object. */
  public FormatException wrong(String expectation) {
    return new FormatException(format, file, 0, expectation);
  }

  /** Returns the error for a field with a wrong value. */
  public FormatException wrong(String field, String expected, JsonNode got) {
    return wrong("%s must be %s; got %s".formatted(path(field), expected, kind(got)));
  }

  private JsonFields checked() {
    if (!object.isObject() && !object.isMissingNode()) {
      throw wrong("%s must be an object; got %s"
          .formatted(name.isEmpty() ? "the whole" : name, kind(object)));
    }
    return this;
  }

  /** Returns the path of a field in the whole file, such as {@code model.vocab}. */
  public String path(String field) {
    return name.isEmpty() ? field : name + "." + field;
  }

  /** Whether a value is missing or null. */
  public static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> Escaped.quoted(value.textValue());
      case BOOLEAN, NUMBER -> Escaped.quoted(value.asText());
      case MISSING -> "nothing";
      case ARRAY, OBJECT, NULL, BINARY, POJO -> value.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }
}
