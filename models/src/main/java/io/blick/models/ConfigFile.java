package io.blick.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.Folder;
import io.blick.models.format.FormatException;
import io.blick.models.format.JsonFile;
import io.blick.models.format.Shown;
import java.nio.file.Path;
import java.util.List;

/** The config.json of a model's folder; every value is checked when it is read. */
final class ConfigFile {
  private static final int LARGEST_BYTES = 1 << 20;

  private final Path path;
  private final JsonNode root;

  private ConfigFile(Path path, JsonNode root) {
    this.path = path;
    this.root = root;
  }

  /** Reads the file of that name in a folder. */
  static ConfigFile read(Path folder, String name) {
    JsonNode root = root(folder, name);
    Path path = folder.resolve(name);
    if (!root.isObject()) {
      throw new FormatException("config", path, 0, "must be a JSON object; got " + shown(root));
    }
    return new ConfigFile(path, root);
  }

  private static JsonNode root(Path folder, String name) {
    return new Folder(folder)
        .file(name)
        .map(file -> JsonFile.read("config", file, LARGEST_BYTES))
        .orElseThrow(() -> new IllegalArgumentException(
            "models: a model's folder must hold %s; got %s".formatted(name, Shown.path(folder))));
  }

  /** Returns a size: a whole number from 1 on. */
  int size(String key) {
    JsonNode value = root.path(key);
    if (!value.isInt() || value.intValue() < 1) {
      throw wrong(key, "must be a whole number from 1 to 2147483647", value);
    }
    return value.intValue();
  }

  /** Checks that a size is no smaller than another, of which {@code what} says what it is. */
  void requireAtLeast(String key, int least, String what) {
    if (size(key) < least) {
      throw wrong(key, "must be at least %d, %s".formatted(least, what), root.path(key));
    }
  }

  /** Checks that a size is a multiple of another. */
  void requireMultiple(String key, String part) {
    if (size(key) % size(part) != 0) {
      throw wrong(key, "must be a multiple of %s, %d".formatted(part, size(part)), root.path(key));
    }
  }

  /** Checks that a key is absent or false. */
  void requireNot(String key) {
    if (isTrue(key)) {
      throw wrong(key, "must be false or absent", root.path(key));
    }
  }

  /** Returns a positive number, or {@code absent} if there is none. */
  float positive(String key, double absent) {
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

  /** Returns one of the texts that are supported, or the first if there is none. */
  String choice(String key, List<String> supported) {
    return root.path(key).isMissingNode() ? supported.getFirst() : oneOf(key, supported);
  }

  /** Returns model_type, which must be there. */
  String modelType(List<String> supported) {
    return oneOf("model_type", supported);
  }

  private String oneOf(String key, List<String> supported) {
    JsonNode value = root.path(key);
    if (!value.isTextual() || !supported.contains(value.textValue())) {
      throw wrong(key, "must be one of " + String.join(", ", supported), value);
    }
    return value.textValue();
  }

  /** Whether a key has the value true; it must be true, false or absent. */
  boolean isTrue(String key) {
    JsonNode value = root.path(key);
    if (!value.isBoolean() && !value.isMissingNode()) {
      throw wrong(key, "must be true or false", value);
    }
    return value.booleanValue();
  }

  private FormatException wrong(String key, String expectation, JsonNode value) {
    return new FormatException(
        "config", path, 0, "%s %s; got %s".formatted(key, expectation, shown(value)));
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    return Shown.text(value.toString());
  }
}
