package io.blick.lens.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTest {

  @Test
  void ordinary_text_of_any_script_is_the_same_object() {
    String text = "Katten äger 東京 दिल्ली می‌خواهم 👩‍👩‍👧 😀 \ue000";

    assertThat(Visible.text(text)).isSameAs(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ␀",
    "1b, ␛",
    "a, ␊",
    "d, ␍",
    "9, ␉",
    "7f, ␡",
    "85, \\u0085",
    "9b, \\u009b",
    "2028, \\u2028",
    "2029, \\u2029",
    "202e, \\u202e",
    "2066, \\u2066",
    "200e, \\u200e",
    "61c, \\u061c",
    "200b, \\u200b",
    "feff, \\ufeff",
    "ffff, \\uffff",
    "fdd0, \\ufdd0",
    "e0041, \\u{e0041}",
    "1fffe, \\u{1fffe}"
  })
  void what_acts_becomes_a_visible_sign(String hex, String sign) {
    String text = "a" + Character.toString(Integer.parseInt(hex, 16)) + "b";

    assertThat(Visible.text(text)).isEqualTo("a" + sign + "b");
  }

  @Test
  void a_lone_surrogate_becomes_the_replacement_character() {
    assertThat(Visible.text("a\ud800b\udc00")).isEqualTo("a\ufffdb\ufffd");
  }

  @Test
  void nothing_of_any_code_point_acts_once_it_is_shown() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String shown = Visible.text(Character.toString(c));

      assertThat(Visible.text(shown)).isEqualTo(shown);
      assertThat(shown.codePoints().noneMatch(Character::isISOControl)).isTrue();
    }
  }
}
