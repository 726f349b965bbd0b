package io.blick.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.safetensors.Safetensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A copy of one of the small encoders; a test may change any part of it. */
final class TinyFolder {
  static final Path ENCODERS = Path.of("..", "models", "src", "test", "resources", "encoders");

  private final Path folder;

  private TinyFolder(Path folder) {
    this.folder = folder;
  }

  /** Copies an encoder to a folder of the same name. */
  static TinyFolder of(String name, Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve(name));
    try (Stream<Path> files = Files.list(ENCODERS.resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return new TinyFolder(folder);
  }

  Path path() {
    return folder;
  }

  Path weights() {
    return folder.resolve("model.safetensors");
  }

  /** Writes a file, in whose JSON ' stands for ". */
  TinyFolder put(String file, String json) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    Files.writeString(path, json.replace('\'', '"'));
    return this;
  }

  /** Sets a key of config.json to a text. */
  TinyFolder config(String key, String value) throws IOException {
    Path file = folder.resolve("config.json");
    ObjectNode config = (ObjectNode) new JsonMapper().readTree(file.toFile());
    Files.writeString(file, config.put(key, value).toString());
    return this;
  }

  /** Replaces a part of a file. */
  TinyFolder replace(String file, String before, String after) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    Files.writeString(path, text.replace(before.replace('\'', '"'), after.replace('\'', '"')));
    return this;
  }

  /** Has vocab.txt alone: no file says whether the model is cased. */
  TinyFolder withoutTokenizerFiles() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    JsonNode vocabulary = new JsonMapper().readTree(file.toFile()).get("model").get("vocab");
    String lines = vocabulary.properties().stream()
        .sorted((a, b) -> a.getValue().intValue() - b.getValue().intValue())
        .map(Map.Entry::getKey)
        .collect(Collectors.joining("\n", "", "\n"));
    Files.delete(file);
    Files.delete(folder.resolve("tokenizer_config.json"));
    return put("vocab.txt", lines);
  }

  /** Adds a tensor of a type that Blick does not read. */
  TinyFolder addUnread(String name) throws IOException {
    change(tensors -> tensors.put(name, Tensor.of(new int[] {2, 3, 5}, 3)));
    String bytes = Files.readString(weights(), StandardCharsets.ISO_8859_1);
    Files.writeString(weights(), bytes.replace("\"I32\"", "\"U32\""), StandardCharsets.ISO_8859_1);
    return this;
  }

  /**
   * Sets one element of a tensor.
   *
   * @param end the end of its name, which it has alone
   */
  TinyFolder set(String end, int index, float value) {
    return change(tensors -> tensors.replaceAll((name, tensor) -> {
      if (!name.endsWith(end)) {
        return tensor;
      }
      float[] values = tensor.toFloats();
      values[index] = value;
      return Tensor.of(values, tensor.sizes());
    }));
  }

  /** Leaves the first half of the weights. */
  TinyFolder cut() throws IOException {
    byte[] bytes = Files.readAllBytes(weights());
    Files.write(weights(), Arrays.copyOf(bytes, bytes.length / 2));
    return this;
  }

  private TinyFolder change(Consumer<Map<String, Tensor>> change) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (Safetensors file = Safetensors.open(weights())) {
      file.names().forEach(name -> tensors.put(name, file.tensor(name).copy()));
    }
    change.accept(tensors);
    Safetensors.write(weights(), tensors, Map.of());
    return this;
  }
}
