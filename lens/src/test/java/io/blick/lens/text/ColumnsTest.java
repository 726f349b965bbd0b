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

  @ParameterizedTest
  @CsvSource({
    "xe\u0301\u0323klm, 4, …klm",
    "abe\u0301\u0323, 2, …e\u0301\u0323",
    "می\u200cخواهم, 6, …خواهم",
    "東京都, 4, …都",
    "東京都, 3, …都",
    "a👩\u200d👩\u200d👧bc, 4, …bc",
    "🇸🇪🇫🇮x, 4, …🇫🇮x",
    "🇸🇪🇫🇮x, 3, …x",
    "\u1112\u1161\u11ab\u1100\u1173\u11afx, 4, …\u1100\u1173\u11afx"
  })
  void what_is_cut_at_the_start_goes_with_its_marks_and_joiners(
      String text, int columns, String cut) {
    assertThat(Columns.cutStart(text, columns)).isEqualTo(cut);
    assertThat(Columns.of(cut)).isLessThanOrEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "klme\u0301\u0323, 3, kl…",
    "a👩\u200d👩\u200d👧bc, 6, a…",
    "🇸🇪🇫🇮x, 2, …",
    "🇸🇪🇫🇮x, 4, 🇸🇪…",
    "\u1112\u1161\u11abx\u1100\u1173, 4, \u1112\u1161\u11abx…"
  })
  void what_is_cut_at_the_end_goes_with_its_marks_and_joiners(
      String text, int columns, String cut) {
    assertThat(Columns.cut(text, columns)).isEqualTo(cut);
    assertThat(Columns.of(cut)).isLessThanOrEqualTo(columns);
  }

  @Test
  void a_sentence_is_broken_at_spaces_and_a_wider_word_between_characters() {
    assertThat(Columns.wrapped("a bb  ccc", 4)).containsExactly("a bb", "ccc");
    assertThat(Columns.wrapped("a\u0308b\u0308c\u0308 d", 2))
        .containsExactly("a\u0308b\u0308", "c\u0308", "d");
    assertThat(Columns.wrapped("東京都", 3)).containsExactly("東", "京", "都");
    assertThat(Columns.wrapped("", 3)).containsExactly("");
  }

  @Test
  void a_wider_word_is_broken_at_its_no_break_spaces_first() {
    assertThat(Columns.wrapped("ab 1\u00a0Katten\u00a00.265 · 2", 9))
        .containsExactly("ab", "1\u00a0Katten", "0.265 · 2");
    assertThat(Columns.wrapped("1\u00a0Katten\u00a00.265", 5))
        .containsExactly("1", "Katte", "n", "0.265");
    assertThat(Columns.wrapped("ab 1\u00a0c", 3)).containsExactly("ab", "1\u00a0c");
  }

  @ParameterizedTest
  @CsvSource({"\u1100\ud7b0, 2", "\u1100\u1161\ud7fb, 2", "\ud7cb, 0", "\ud7a3, 2"})
  void conjoining_hangul_takes_the_columns_of_its_syllable(String text, int columns) {
    assertThat(Columns.of(text)).isEqualTo(columns);
  }
}
