package io.blick.models.causal;

import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The causal models that lie beside the tests: causal/make.py. */
final class SavedCausal {
  static final Path ALL = Path.of("src/test/resources/causal");

  private SavedCausal() {}

  /** Returns the names of all folders. */
  static Stream<String> folders() {
    return names(Files::isDirectory);
  }

  /** Returns the names of the GGUF files whose values those of the folder of the same name are. */
  static Stream<String> files() {
    return names(path -> path.toString().endsWith(".gguf")
        && Files.isDirectory(expected(path.getFileName().toString()).getParent()));
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
