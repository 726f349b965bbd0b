package io.blick.models.causal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The causal models that lie beside the tests: causal/make.py. */
final class SavedCausal {
  static final Path ALL = Path.of("src/test/resources/causal");

  private final Path from;
  private final Map<String, Object> config;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Reads a folder, any part of which a test may change. */
  SavedCausal(String name) {
    from = ALL.resolve(name);
    try {
      config = new JsonMapper()
          .readValue(
              Files.readAllBytes(from.resolve("config.json")),
              new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Safetensors file = Safetensors.open(from.resolve("model.safetensors"))) {
      file.names().forEach(tensor -> tensors.put(tensor, file.tensor(tensor).copy()));
    }
  }

  /** Sets a key of config.json to a value in JSON. */
  SavedCausal set(String key, String json) {
    try {
      config.put(key, new JsonMapper().readValue(json, Object.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Returns the weights by name. */
  Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Writes all files to a folder, and opens it. */
  TextModel open(Path folder) {
    try {
      Files.copy(from.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
      Files.write(folder.resolve("config.json"), new JsonMapper().writeValueAsBytes(config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Safetensors.write(folder.resolve("model.safetensors"), tensors, Map.of());
    return Models.open(folder);
  }

  /** Returns the names of all folders. */
  static Stream<String> folders() {
    return names(Files::isDirectory);
  }

  /** Returns the names of the GGUF files whose values those of the folder of the same name are. */
  static Stream<String> files() {
    return names(path -> path.toString().endsWith(".gguf")
        && Files.exists(expected(path.getFileName().toString())));
  }

  private static Stream<String> names(Predicate<Path> which) {
    try (Stream<Path> all = Files.list(ALL)) {
      return all
          .filter(which)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TextModel open(String name) {
    return Models.open(ALL.resolve(name));
  }

  private static Path expected(String name) {
    return ALL.resolve(name.replace(".gguf", "")).resolve("expected.safetensors");
  }

  /** Opens what the model of a folder or file should compute. */
  static Safetensors values(String name) {
    return Safetensors.open(expected(name));
  }
}
