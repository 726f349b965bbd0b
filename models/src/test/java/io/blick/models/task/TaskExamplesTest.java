package io.blick.models.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskExamplesTest {
  private static final Path MAIN = Path.of("src/main/java/io/blick/models/task");
  private static final Path EXAMPLES =
      Path.of("src/test/java/io/blick/models/task/TaskExamples.java");

  @ParameterizedTest
  @ValueSource(strings = {"Embedder", "Classifier", "Tagger", "Answerer"})
  void the_lines_that_javadoc_shows_are_compiled(String name) throws IOException {
    List<String> shown = Files.readAllLines(MAIN.resolve(name + ".java")).stream()
        .dropWhile(line -> !line.equals(" * <pre>{@code"))
        .skip(1)
        .takeWhile(line -> !line.equals(" * }</pre>"))
        .map(line -> line.substring(3))
        .toList();

    assertThat(shown).hasSize(4).isEqualTo(compiled(name));
  }

  @Test
  void the_lines_that_the_readme_shows_are_compiled() throws IOException {
    List<String> shown = Files.readAllLines(Path.of("..", "README.md")).stream()
        .dropWhile(line -> !line.startsWith("<!-- TaskExamples.java"))
        .skip(2)
        .takeWhile(line -> !line.equals("```"))
        .toList();

    assertThat(shown).hasSize(4).isEqualTo(compiled("Embedder"));
  }

  private static List<String> compiled(String name) throws IOException {
    return Files.readAllLines(EXAMPLES).stream()
        .dropWhile(line -> !line.contains("void %s()".formatted(name.toLowerCase(Locale.ROOT))))
        .skip(1)
        .takeWhile(line -> line.startsWith("    "))
        .map(line -> line.substring(4))
        .toList();
  }
}
