package io.blick.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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
              bert       multilingual BERT against transformers on PyTorch, in time and in exactness
              minilm     MiniLM's sentence embeddings against ONNX Runtime
              jmh        Blick alone, by JMH, with JMH's own arguments
            """);
  }

  @Test
  void a_wrong_name_is_wrong_usage() throws IOException {
    int exit = run("atention");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "bench: NAME must be attention, linear, bert, minilm or jmh; got atention\n");
  }

  @Test
  void a_wrong_option_is_wrong_usage() throws IOException {
    int exit = run("linear", "--fast");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("bench: behind NAME there may be --quick; got --fast\n");
  }

  private int run(String... args) throws IOException {
    return new Main(Path.of("."), stream(out), stream(err)).run(List.of(args));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
