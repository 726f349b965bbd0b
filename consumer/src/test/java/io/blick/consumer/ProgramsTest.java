package io.blick.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramsTest {
  private static final String CLASSES = Path.of(
          "..", "models/src/test/resources/encoders/bert-classes")
      .toAbsolutePath()
      .normalize()
      .toString();

  /** A program, its argument or none, and what it prints. */
  record Example(String program, List<String> arguments, String prints) {}

  static List<Example> examples() {
    return List.of(
        new Example("AttentionAlone", List.of(), "[0.75, 0.25]\n"),
        new Example("Weight", List.of(), "0.265 0.170\n"),
        new Example("Vectors", List.of(), "0.766 0.013\n"),
        new Example(
            "Writing",
            List.of(),
            " a fundamental concept in physics that describes the curvature of spacetime"
                + " caused\n"),
        new Example("Classes", List.of(CLASSES), """
            0.313 hopeful
            0.290 sad
            0.262 bland
            0.092 glad
            0.042 angry
            """));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void each_runs_from_the_class_path(Example example) throws Exception {
    Program run = Program.java(
        "class-path", arguments(example, List.of("-cp", "target/app/*"), "com.example."));

    assertThat(run).isEqualTo(quiet(example));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void each_runs_from_the_module_path(Example example) throws Exception {
    Program run = Program.java(
        "module-path",
        arguments(example, List.of("-p", "target/app", "-m"), "com.example/com.example."));

    assertThat(run).isEqualTo(quiet(example));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_page_says_what_each_prints(Example example) throws IOException {
    assertThat(Files.readString(Page.PATH)).contains(example.prints().strip().indent(4));
  }

  @Test
  void attention_needs_core_alone() throws Exception {
    Program run = Program.java(
        "class-path",
        "--add-modules",
        "jdk.incubator.vector",
        "-cp",
        "target/classes:target/app/blick-core-" + Page.VERSION + ".jar",
        "com.example.AttentionAlone");

    assertThat(run).isEqualTo(quiet(examples().getFirst()));
  }

  @Test
  void a_missing_flag_is_said_once_in_the_words_of_the_page() throws Exception {
    String sentence = Files.readAllLines(Page.PATH).stream()
        .filter(line -> line.startsWith("    blick: the module"))
        .findFirst()
        .orElseThrow()
        .strip();

    List<Program> runs = List.of(
        Program.java("class-path", "-cp", "target/app/*", "com.example.AttentionAlone"),
        Program.java(
            "module-path", "-p", "target/app", "-m", "com.example/com.example.AttentionAlone"));

    assertThat(runs).allSatisfy(run -> {
      assertThat(run.out()).isEqualTo("[0.75, 0.25]\n");
      // The JVM's own handler writes where and when, and then the sentence.
      assertThat(run.err().lines()).hasSize(2).last().asString().endsWith(": " + sentence);
    });
  }

  private static Program quiet(Example example) {
    return new Program(
        0, example.prints(), "WARNING: Using incubator modules: jdk.incubator.vector\n");
  }

  private static String[] arguments(Example example, List<String> path, String prefix) {
    return Stream.of(
            List.of("--add-modules", "jdk.incubator.vector"),
            path,
            List.of(prefix + example.program()),
            example.arguments())
        .flatMap(List::stream)
        .toArray(String[]::new);
  }
}
