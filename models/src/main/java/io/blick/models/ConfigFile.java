package io.blick.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.models.format.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The config.json of a model's folder; every value is checked when it is read. */
final class ConfigFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_BYTES = 1 << 20;

  private final Path path;
  private final JsonNode root;

  private ConfigFile(Path path, JsonNode root) {
    this.path = path;
    this.root = root;
  }

  /** Reads the file of that name in a folder. */
  static ConfigFile read(Path folder, String name) {
    Path path = folder.resolve(name);
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException(
          "models: a model's folder must hold %s; got %s".formatted(name, folder));
    }
    try {
      if (Files.size(path) > LARGEST_BYTES) {
        throw new FormatException(
            "config", path, 0, "must have at most 1 MiB; got %d bytes".formatted(Files.size(path)));
      }
      return new ConfigFile(path, JSON.readTree(Files.readAllBytes(path)));
    } catch (JsonProcessingException e) {
      long offset = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
      throw new FormatException("config", path, offset, "must be JSON; got what is none");
    } catch (IOException e) {
      throw new UncheckedIOException("models: %s cannot be read".formatted(path), e);
    }
  }

  /** Returns a size: a whole number from 1 on. */
  int size(String key) {
    JsonNode value = root.path(key);
    if (!value.isInt() || value.intValue() < 1) {
      throw wrong(key, "must be a whole number from 1 on", value);
    }
    return value.intValue();
  }

  /** Returns a positive number, or {@code absent} if there is none. */
  float positive(String key, double absent) {
    JsonNode value = root.path(key);
    if (value.isMissingNode()) {
      return (float) absent;
    }
    if (!value.isNumber() || !(value.floatValue() > 0)) {
      throw wrong(key, "must be a positive number", value);
    }
    return value.floatValue();
  }

  /** Returns one of the texts that are supported, or the first if there is none. */
  String choice(String key, List<String> supported) {
    JsonNode value = root.path(key);
    if (value.isMissingNode()) {
      return supported.getFirst();
    }
    if (!supported.contains(value.asText())) {
      throw wrong(key, "must be one of " + String.join(", ", supported), value);
    }
    return value.asText();
  }

  /** Returns model_type, which must be there. */
  String modelType(List<String> supported) {
    JsonNode value = root.path("model_type");
    if (!value.isTextual() || !supported.contains(value.asText())) {
      throw wrong("model_type", "must be one of " + String.join(", ", supported), value);
    }
    return value.asText();
  }

  /** Whether a key has the value true. */
  boolean isTrue(String key) {
    return root.path(key).asBoolean(false);
  }

  private FormatException wrong(String key, String expectation, JsonNode value) {
    String got = value.isMissingNode() ? "nothing" : value.toString();
    return new FormatException("config", path, 0, "%s %s; got %s".formatted(key, expectation, got));
  }
}
