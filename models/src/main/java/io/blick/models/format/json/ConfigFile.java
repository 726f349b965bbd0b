package io.blick.models.format.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.file.Folder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * A JSON object of a model's folder, such as config.json, by key; each value is checked when it is
 * read.
 */
public final class ConfigFile {
  private static final int LARGEST_BYTES = 1 << 20;

  private final Path path;
  private final JsonNode root;

  private ConfigFile(Path path, JsonNode root) {
    this.path = path;
    this.root = root;
  }

  /** Reads a file of a folder, which must contain one JSON object. */
  public static ConfigFile read(Path folder, String name) {
    JsonNode root = root(folder, name);
    Path path = folder.resolve(name);
    if (!root.isObject()) {
      throw new FormatException("config", path, 0, "must be a JSON object; got " + shown(root));
    }
    return new ConfigFile(path, root);
  }

  /**
   * Returns an object of values that a file of another format has.
   *
   * @param path the file, for errors
   * @param values texts, numbers, truth values, and maps of such
   */
  public static ConfigFile of(Path path, Map<String, Object> values) {
    return new ConfigFile(path, JsonMapper.builder().build().valueToTree(values));
  }

  /**
   * Returns the same object with values for keys that it does not have. A key that is null stays
   * null.
   *
   * @param values texts, numbers, and truth values
   */
  public ConfigFile withDefaults(Map<String, Object> values) {
    ObjectNode full = JsonMapper.builder().build().valueToTree(values);
    root.properties().forEach(own -> full.set(own.getKey(), own.getValue()));
    return new ConfigFile(path, full);
  }

  /** Reads a file of a folder, which must contain an array of JSON objects. */
  public static List<ConfigFile> readAll(Path folder, String name) {
    JsonNode root = root(folder, name);
    Path path = folder.resolve(name);
    List<ConfigFile> all = new ArrayList<>();
    if (!root.isArray()) {
      throw new FormatException("config", path, 0, "must be a JSON array; got " + shown(root));
    }
    for (JsonNode element : root) {
      if (!element.isObject()) {
        throw new FormatException(
            "config", path, 0, "must be an array of objects; got " + shown(element));
      }
      all.add(new ConfigFile(path, element));
    }
    return all;
  }

  private static JsonNode root(Path folder, String name) {
    return new Folder(folder)
        .file(name)
        .map(file -> JsonFile.read("config", file, LARGEST_BYTES))
        .orElseThrow(() -> new IllegalArgumentException(
            "models: a model's folder must hold %s; got %s".formatted(name, Escaped.path(folder))));
  }

  /** Returns a size: a whole number of at least 1. */
  public int size(String key) {
    JsonNode value = root.path(key);
    if (!value.isInt() || value.intValue() < 1) {
      throw wrong(key, "must be a whole number from 1 to 2147483647", value);
    }
    return value.intValue();
  }

  /** Returns a whole number that is no less than 0. */
  public int whole(String key) {
    JsonNode value = root.path(key);
    if (!value.isInt() || value.intValue() < 0) {
      throw wrong(key, "must be a whole number from 0 to 2147483647", value);
    }
    return value.intValue();
  }

  /** Checks that a size is at least another one, which {@code what} describes. */
  public void requireAtLeast(String key, int least, String what) {
    if (size(key) < least) {
      throw wrong(key, "must be at least %d, %s".formatted(least, what), root.path(key));
    }
  }

  /** Checks that a size equals another one, which {@code what} describes. */
  public void requireSize(String key, int demanded, String what) {
    if (size(key) != demanded) {
      throw wrong(key, "must be %d, %s".formatted(demanded, what), root.path(key));
    }
  }

  /** Returns a whole number, if it is one and can be a length: at least 1. */
  public OptionalInt length(String key) {
    JsonNode value = root.path(key);
    return value.isInt() && value.intValue() > 0
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }

  /** Checks that a size is a multiple of another. */
  public void requireMultiple(String key, String part) {
    if (size(key) % size(part) != 0) {
      throw wrong(key, "must be a multiple of %s, %d".formatted(part, size(part)), root.path(key));
    }
  }

  /** Checks that a key is absent, null, false or empty. */
  public void requireNothing(String key, String why) {
    JsonNode value = root.path(key);
    if (isSet(value)) {
      throw wrong(key, "must be false, empty or absent, since " + why, value);
    }
  }

  private static boolean isSet(JsonNode value) {
    return switch (value.getNodeType()) {
      case MISSING, NULL -> false;
      case ARRAY, OBJECT -> !value.isEmpty();
      case BOOLEAN -> value.booleanValue();
      case STRING, NUMBER, BINARY, POJO -> true;
    };
  }

  /** Whether a key exists and is not null. */
  public boolean has(String key) {
    return !root.path(key).isMissingNode() && !root.path(key).isNull();
  }

  /** Whether a key has a value other than null, false and empty. */
  public boolean isSet(String key) {
    return isSet(root.path(key));
  }

  /** Returns all keys, in the order of the file. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    root.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Whether a key has a string. */
  public boolean isText(String key) {
    return root.path(key).isTextual();
  }

  /** Returns a name: a string, or the digits of a whole number, if it is one of them. */
  public Optional<String> name(String key) {
    JsonNode value = root.path(key);
    return value.isTextual() || value.isIntegralNumber()
        ? Optional.of(value.asText())
        : Optional.empty();
  }

  /** Returns a string, or {@code absent} if there is none. */
  public String text(String key, String absent) {
    return has(key) ? string(key, root.path(key)) : absent;
  }

  /** Returns the strings of a key: one, several in an array, or none. */
  public List<String> texts(String key) {
    JsonNode value = root.path(key);
    if (!has(key)) {
      return List.of();
    }
    if (!value.isArray()) {
      return List.of(string(key, value));
    }
    List<String> texts = new ArrayList<>();
    value.forEach(element -> texts.add(string(key, element)));
    return texts;
  }

  private String string(String key, JsonNode value) {
    if (!value.isTextual()) {
      throw wrong(key, "must be a text", value);
    }
    return value.textValue();
  }

  /** Returns the whole numbers of a key that are no less than 0: one, several, or none. */
  public List<Integer> wholes(String key) {
    JsonNode value = root.path(key);
    if (!has(key)) {
      return List.of();
    }
    List<Integer> wholes = new ArrayList<>();
    for (JsonNode element : value.isArray() ? value : List.of(value)) {
      if (!element.isInt() || element.intValue() < 0) {
        throw wrong(key, "must be whole numbers from 0", value);
      }
      wholes.add(element.intValue());
    }
    return wholes;
  }

  /** Returns the object of a key; an object without keys if there is none. */
  public ConfigFile object(String key) {
    JsonNode value = root.path(key);
    if (has(key) && !value.isObject()) {
      throw wrong(key, "must be an object", value);
    }
    return new ConfigFile(path, value);
  }

  /**
   * Returns a positive number in full, or {@code absent} if there is none; the key must exist if
   * that is NaN.
   */
  public double positiveNumber(String key, double absent) {
    JsonNode value = root.path(key);
    if (!has(key) && !Double.isNaN(absent)) {
      return absent;
    }
    double number = value.doubleValue();
    if (!value.isNumber() || !(number > 0 && number < Double.POSITIVE_INFINITY)) {
      throw wrong(key, "must be a positive number", value);
    }
    return number;
  }

  /** Returns the positive numbers of an array, or none if there is none. */
  public List<Double> positiveNumbers(String key) {
    List<Double> numbers = new ArrayList<>();
    JsonNode value = root.path(key);
    for (JsonNode element : has(key) ? value : List.<JsonNode>of()) {
      if (!element.isNumber() || !(element.doubleValue() > 0)) {
        throw wrong(key, "must be positive numbers", value);
      }
      numbers.add(element.doubleValue());
    }
    return numbers;
  }

  /** Returns a positive number, or {@code absent} if there is none. */
  public float positive(String key, double absent) {
    JsonNode value = root.path(key);
    if (value.isMissingNode()) {
      return (float) absent;
    }
    float number = value.floatValue();
    if (!(number > 0 && number < Float.POSITIVE_INFINITY)) {
      throw wrong(key, "must be a positive number", value);
    }
    return number;
  }

  /**
   * Returns a string, which must be one of the supported ones; the first of them if there is none.
   */
  public String choice(String key, List<String> supported) {
    return root.path(key).isMissingNode() ? supported.getFirst() : oneOf(key, supported);
  }

  /** Returns the value that {@code supported} has for a string; the key must exist. */
  public <T> T one(String key, Map<String, T> supported) {
    T meant = supported.get(root.path(key).asText());
    if (!root.path(key).isTextual() || meant == null) {
      // Sorted: a map has no order of its own.
      throw notSupported(key, new TreeSet<>(supported.keySet()));
    }
    return meant;
  }

  private String oneOf(String key, List<String> supported) {
    JsonNode value = root.path(key);
    if (!value.isTextual() || !supported.contains(value.textValue())) {
      throw notSupported(key, supported);
    }
    return value.textValue();
  }

  private FormatException notSupported(String key, Collection<String> supported) {
    String one = supported.size() == 1 ? "must be " : "must be one of ";
    return wrong(key, one + String.join(", ", supported), root.path(key));
  }

  /** Whether a key is true; it must be true, false, null or absent. */
  public boolean isTrue(String key) {
    return isTrue(key, false);
  }

  /** Whether a key is true, or {@code absent} if it is null or does not exist. */
  public boolean isTrue(String key, boolean absent) {
    JsonNode value = root.path(key);
    if (!has(key)) {
      return absent;
    }
    if (!value.isBoolean()) {
      throw wrong(key, "must be true or false", value);
    }
    return value.booleanValue();
  }

  /** Returns the error that a key's value is not as expected. */
  public FormatException wrong(String key, String expectation) {
    return wrong(key, expectation, root.path(key));
  }

  private FormatException wrong(String key, String expectation, JsonNode value) {
    return new FormatException(
        "config", path, 0, "%s %s; got %s".formatted(key, expectation, shown(value)));
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    return Escaped.text(value.toString());
  }
}
