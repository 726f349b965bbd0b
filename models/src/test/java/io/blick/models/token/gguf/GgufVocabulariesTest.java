package io.blick.models.token.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.format.FormatException;
import io.blick.models.format.gguf.Gguf;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Real vocabularies: that of SmolLM2, cut (make.py), or those of any folder, such as the models of
 * llama.cpp: {@code -Dgguf.vocabularies=FOLDER}. Beside each NAME.gguf stand texts and their ids.
 */
class GgufVocabulariesTest {
  private static final Path FOLDER = Path.of(System.getProperty(
      "gguf.vocabularies", Path.of("src/test/resources/gguf-pieces").toString()));
  private static final String BETWEEN = "\n__ggml_vocab_test__\n";

  @Test
  void texts_have_the_ids_that_stand_beside_the_vocabulary() throws IOException {
    List<String> different = new ArrayList<>();
    int compared = 0;

    for (Path file : files()) {
      try (Gguf gguf = Gguf.open(file)) {
        Tokenizer tokenizer = gguf.reading(() -> GgufTokenizer.open(gguf.metadata()));
        compared += compare(file, tokenizer, different);
      } catch (FormatException e) {
        // Others than the known kinds are refused by name; docs/files.md lists the known ones.
        assertThat(e.getMessage()).matches(".*tokenizer\\.ggml\\.(pre|model) must .*");
      }
    }

    assertThat(different).isEmpty();
    assertThat(compared).isGreaterThan(20);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> Files.exists(beside(file, ".out"))).sorted().toList();
    }
  }

  private static Path beside(Path file, String ending) {
    return Path.of(file + ending);
  }

  private static int compare(Path file, Tokenizer tokenizer, List<String> different)
      throws IOException {
    String[] texts = Files.readString(beside(file, ".inp")).split(BETWEEN, -1);
    String[] expected = Files.readString(beside(file, ".out")).split("\n", -1);
    for (int i = 0; i < texts.length; i++) {
      String ids = tokenizer.encode(texts[i]).pieces().stream()
          .filter(piece -> piece instanceof Piece.InText)
          .map(piece -> Integer.toString(piece.id()))
          .collect(Collectors.joining(" "));
      if (!ids.equals(expected[i].strip())) {
        different.add(
            "%s: %s%n  %s%n  %s".formatted(file.getFileName(), texts[i], ids, expected[i]));
      }
    }
    return texts.length;
  }
}
