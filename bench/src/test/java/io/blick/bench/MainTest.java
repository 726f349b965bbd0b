package io.blick.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.bench.machine.MachineFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void without_a_name_the_names_are_listed() throws IOException {
    int exit = run();

    assertThat(exit).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
            blick bench NAME [--quick]
              attention  attention against PyTorch's, and against what the machine can do
              linear     the matrix product against MKL's, through PyTorch
              bert       multilingual BERT against transformers on PyTorch, in time and in accuracy
              minilm     MiniLM's sentence embeddings against ONNX Runtime
              embed      texts of mixed length, against ONNX Runtime and sentence-transformers
              join       the pages of docs/results anew, of those of machines
              folder     where the results of this machine stand
              jmh        Blick alone, by JMH, with JMH's own arguments
            """);
  }

  @Test
  void a_wrong_name_is_wrong_usage() throws IOException {
    int exit = run("atention");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "bench: NAME must be attention, linear, bert, minilm, embed, join, folder or jmh;"
                + " got atention\n");
  }

  @Test
  void a_wrong_option_is_wrong_usage() throws IOException {
    int exit = run("linear", "--fast");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("bench: behind NAME there may be --quick; got --fast\n");
  }

  @Test
  void what_takes_no_arguments_says_so() throws IOException {
    assertThat(run("join", "amd")).isEqualTo(2);
    assertThat(run("folder", "--quick")).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
            bench: join takes no arguments; got amd
            bench: folder takes no arguments; got --quick
            """);
  }

  @Test
  void the_folder_of_this_machine_is_named_by_its_kind() throws IOException {
    assertThat(run("folder")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(Path.of("docs", "results", MachineFacts.kind().folder()).toString());
  }

  @Test
  void a_page_that_cannot_be_read_is_named(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("docs/results/amd/linear.md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "nothing");

    int exit = new Main(folder, stream(out), stream(err)).run(List.of("join"));

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "bench: %s: page: before the tables must stand a title, an introduction and facts;"
                    .formatted(file)
                + " run its benchmark again");
  }

  private int run(String... args) throws IOException {
    return new Main(Path.of("."), stream(out), stream(err)).run(List.of(args));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
