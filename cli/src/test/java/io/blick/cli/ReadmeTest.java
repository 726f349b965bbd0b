package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path EXAMPLE = Path.of("src/test/java/io/blick/cli/ReadmeExample.java");

  @Test
  void the_lines_of_java_are_those_that_are_compiled_here() throws IOException {
    List<String> shown = Files.readAllLines(README).stream()
        .dropWhile(line -> !line.equals("```java"))
        .skip(1)
        .takeWhile(line -> !line.equals("```"))
        .toList();
    List<String> compiled = Files.readAllLines(EXAMPLE).stream()
        .dropWhile(line -> !line.startsWith("    try"))
        .takeWhile(line -> line.startsWith("    "))
        .map(line -> line.substring(4))
        .toList();

    assertThat(shown).hasSize(5).isEqualTo(compiled);
  }

  @Test
  void the_lines_of_java_print_what_the_readme_says() throws IOException {
    PrintStream before = System.out;
    var out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      ReadmeExample.run();
    } finally {
      System.setOut(before);
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("0.265 0.170\n");
    assertThat(Files.readString(README)).contains("prints `0.265 0.170`");
  }
}
