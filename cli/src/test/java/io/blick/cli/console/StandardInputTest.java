package io.blick.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandardInputTest {
  @Test
  void one_final_newline_is_not_part_of_the_text() throws IOException {
    assertThat(input("äger\n").all()).isEqualTo("äger");
    assertThat(input("äger\r\n").all()).isEqualTo("äger");
    assertThat(input("äger\n\n").all()).isEqualTo("äger\n");
    assertThat(input("a\nb").all()).isEqualTo("a\nb");
    assertThat(input("").all()).isEmpty();
    assertThat(input("\n").all()).isEmpty();
  }

  @Test
  void a_line_ends_at_a_line_feed_with_the_return_before_it() throws IOException {
    assertThat(lines("a\nb\r\n\nc")).containsExactly("a", "b", "", "c");
  }

  @Test
  void a_return_elsewhere_is_text() throws IOException {
    assertThat(lines("a\rb\r\r\nc\r")).containsExactly("a\rb\r", "c\r");
  }

  @Test
  void nothing_has_no_lines_and_a_line_feed_one() throws IOException {
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n")).containsExactly("");
  }

  @Test
  void other_ends_of_lines_and_zeros_are_text() throws IOException {
    assertThat(lines("a\u2028b\u0085c\u0000d\n")).containsExactly("a\u2028b\u0085c\u0000d");
  }

  @Test
  void what_is_not_utf_8_is_replaced_and_said_once() throws IOException {
    byte[] bytes = "\u00e4ger\n\u00e4ger\n".getBytes(StandardCharsets.ISO_8859_1);
    TestConsole test = TestConsole.reading(bytes);
    StandardInput input = new StandardInput(test.console());

    assertThat(input.line()).contains("\ufffdger");
    assertThat(input.line()).contains("\ufffdger");
    assertThat(test.err())
        .isEqualTo("blick: note: standard input is not all UTF-8; what is not is read as U+FFFD\n");
  }

  private List<String> lines(String text) throws IOException {
    StandardInput input = input(text);
    List<String> lines = new ArrayList<>();
    for (Optional<String> line = input.line(); line.isPresent(); line = input.line()) {
      lines.add(line.get());
    }
    return lines;
  }

  private StandardInput input(String text) {
    return new StandardInput(
        TestConsole.reading(text.getBytes(StandardCharsets.UTF_8)).console());
  }
}
