package io.blick.models.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapedTest {

  @ParameterizedTest
  @CsvSource({
    "0, \\u0000",
    "1b, \\u001b",
    "7f, \\u007f",
    "9b, \\u009b",
    "ad, \\u00ad",
    "200d, \\u200d",
    "2028, \\u2028",
    "202e, \\u202e",
    "2066, \\u2066",
    "d800, \\ud800",
    "feff, \\ufeff",
    "ffff, \\uffff",
    "e0001, \\u{e0001}"
  })
  void what_acts_is_escaped(String code, String shown) {
    String text = Character.toString(Integer.parseInt(code, 16));

    assertThat(Escaped.text("a" + text + "b")).isEqualTo("a" + shown + "b");
  }

  @Test
  void what_is_seen_stays() {
    assertThat(Escaped.text("å \ud83d\ude00 \u0915\u094d"))
        .isEqualTo("å \ud83d\ude00 \u0915\u094d");
  }

  @Test
  void a_name_is_shown_by_its_first_80_characters_and_a_path_by_its_last_400() {
    assertThat(Escaped.text("\ud83d\ude00".repeat(81)))
        .isEqualTo("\ud83d\ude00".repeat(80) + "...");
    assertThat(Escaped.path(Path.of("x".repeat(200), "y".repeat(200), "\u202e")))
        .isEqualTo("..." + "x".repeat(197) + "/" + "y".repeat(200) + "/\\u202e");
  }

  @Test
  void a_message_holds_nothing_raw_and_no_more_than_can_be_read() {
    var exception = new FormatException(
        "config", Path.of("a\u009b31m\u202e" + "b".repeat(200)), 7, "\u001b" + "c".repeat(2_000));

    assertThat(exception)
        .hasMessage("config: a\\u009b31m\\u202e" + "b".repeat(74) + "...: at byte 7: \\u001b"
            + "c".repeat(1_499) + "...");
  }
}
