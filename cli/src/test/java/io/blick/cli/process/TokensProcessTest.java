package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code tokens} answers; every model has pieces, so the smallest will do. */
@Tag("process")
class TokensProcessTest {
  private static final String MODEL = "--model=all-MiniLM-L6-v2";
  private static final String CLS = "{\"text\":\"[CLS]\",\"start\":null,\"end\":null,\"word\":0}";

  @BeforeEach
  void find() {
    Found.model("all-MiniLM-L6-v2");
  }

  @Test
  void a_line_is_a_text_and_is_answered_before_the_next_comes() throws IOException {
    Process process = Start.blick("tokens", "-", "--format", "json", MODEL).running();
    try (var out = reader(process)) {
      String first;
      try (OutputStream in = process.getOutputStream()) {
        write(in, "äger\r\n");
        first = out.readLine();
        write(in, "\na\rb\r");
      }

      assertThat(first)
          .isEqualTo("{\"text\":\"äger\",\"pieces\":[" + CLS
              + ",{\"text\":\"age\",\"start\":0,\"end\":3,\"word\":1}"
              + ",{\"text\":\"##r\",\"start\":3,\"end\":4,\"word\":1}"
              + ",{\"text\":\"[SEP]\",\"start\":null,\"end\":null,\"word\":2}]}");
      assertThat(out.readLine())
          .isEqualTo("{\"text\":\"\",\"pieces\":[" + CLS
              + ",{\"text\":\"[SEP]\",\"start\":null,\"end\":null,\"word\":1}]}");
      assertThat(out.readLine())
          .isEqualTo("{\"text\":\"a\\rb\\r\",\"pieces\":[" + CLS
              + ",{\"text\":\"a\",\"start\":0,\"end\":1,\"word\":1}"
              + ",{\"text\":\"b\",\"start\":2,\"end\":3,\"word\":2}"
              + ",{\"text\":\"[SEP]\",\"start\":null,\"end\":null,\"word\":3}]}");
      assertThat(out.readLine()).isNull();
    }
    assertThat(Start.exit(process)).isZero();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void write(OutputStream in, String text) throws IOException {
    in.write(text.getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  @Test
  void each_argument_is_a_text_of_any_length_and_a_typed_token_stands_in_it() {
    String cats = "cat ".repeat(1009).strip();

    Ended ended = Start.blick("tokens", cats, "", "a [MASK] b", MODEL).ended().well();

    assertThat(ended.out().lines())
        .containsExactly("[CLS] " + cats + " [SEP]", "[CLS] [SEP]", "[CLS] a [MASK] b [SEP]");
  }

  @Test
  void a_reader_that_has_enough_ends_it_in_peace() throws IOException {
    Process process = Start.blick("tokens", "-", MODEL).running();
    try (OutputStream in = process.getOutputStream()) {
      write(in, "one\n");
      try (var out = reader(process)) {
        assertThat(out.readLine()).isEqualTo("[CLS] one [SEP]");
      }
      // The pipe is closed: the answer to this line has no reader.
      write(in, "two\n");

      assertThat(Start.exit(process)).isZero();
    }
  }
}
