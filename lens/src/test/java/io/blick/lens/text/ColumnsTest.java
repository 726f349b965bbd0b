package io.blick.lens.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "Katten, 6",
    "äger, 4",
    "a\u0308ger, 4",
    "東京, 4",
    "서울, 4",
    "ｶﾅ, 2",
    "カナ, 4",
    "ＡＢ, 4",
    "😀, 2",
    "Москва, 6",
    "\u1112\u1161\u11ab, 2",
    "می\u200cخواهم, 7",
    "…, 1",
    "〿, 1"
  })
  void a_text_takes_the_columns_of_its_characters(String text, int columns) {
    assertThat(Columns.of(text)).isEqualTo(columns);
  }

  @Test
  void padding_counts_columns_and_not_characters() {
    assertThat(Columns.left("東京", 7)).isEqualTo("東京   ");
    assertThat(Columns.right("a\u0308", 3)).isEqualTo("  a\u0308");
    assertThat(Columns.left("Katten", 3)).isEqualTo("Katten");
  }

  @Test
  void a_wide_text_is_cut_between_characters() {
    assertThat(Columns.cut("Katten", 6)).isEqualTo("Katten");
    assertThat(Columns.cut("Katten", 5)).isEqualTo("Katt…");
    assertThat(Columns.cut("東京都", 4)).isEqualTo("東…");
    assertThat(Columns.cut("😀😀", 3)).isEqualTo("😀…");
    assertThat(Columns.cut("a\u0308b\u0308c", 2)).isEqualTo("a\u0308…");
  }
}
