package io.blick.lens.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IsolatesTest {
  private static final String KLB = "\u05db\u05dc\u05d1";
  private static final String FAR = "\u0641\u0623\u0631";

  @Test
  void a_line_without_such_words_is_not_touched() {
    for (String line :
        new String[] {"", "Katten 10-5 0.3", "東京 +1", "\u001b[1mje\u0301\u001b[0m"}) {
      assertThat(Isolates.line(line)).isSameAs(line);
      assertThat(Isolates.phrases(line)).isSameAs(line);
      assertThat(Isolates.whole(line)).isSameAs(line);
    }
  }

  @Test
  void each_word_of_a_line_stands_by_itself() {
    assertThat(Isolates.line(KLB + " " + FAR + " 10-5"))
        .isEqualTo("\u2066\u2068" + KLB + "\u2069 \u2068" + FAR + "\u2069 10-5\u2069");
    assertThat(Isolates.line("\u001b[1m" + KLB + "\u001b[0m"))
        .isEqualTo("\u2066\u001b[1m\u2068" + KLB + "\u2069\u001b[0m\u2069");
    assertThat(Isolates.line("\u0661\u0662 \u0663"))
        .isEqualTo("\u2066\u2068\u0661\u0662\u2069 \u2068\u0663\u2069\u2069");
  }

  @Test
  void punctuation_behind_a_word_is_ours_and_inside_it_is_its_own() {
    assertThat(Isolates.phrases("v(" + KLB + "): " + FAR + "#2, " + KLB + "\"" + FAR))
        .isEqualTo("v(\u2068" + KLB + "\u2069): \u2068" + FAR + "\u2069#2, \u2068" + KLB + "\""
            + FAR + "\u2069");
    assertThat(Isolates.phrases(KLB + "2024  " + KLB + "\u05b8"))
        .isEqualTo("\u2068" + KLB + "2024\u2069  \u2068" + KLB + "\u05b8\u2069");
  }

  @Test
  void words_of_a_phrase_are_read_together_and_those_of_a_whole_text_too() {
    assertThat(Isolates.phrases("a " + KLB + " " + FAR + "  " + KLB))
        .isEqualTo("a \u2068" + KLB + " " + FAR + "\u2069  \u2068" + KLB + "\u2069");
    assertThat(Isolates.whole(KLB + " [MASK].")).isEqualTo("\u2068" + KLB + " [MASK].\u2069");
  }

  @Test
  void what_stands_in_isolates_is_not_isolated_again() {
    String whole = Isolates.whole(KLB + ", " + FAR);

    assertThat(Isolates.line(whole + " 1")).isEqualTo("\u2066" + whole + " 1\u2069");
  }

  @Test
  void isolates_take_no_column() {
    assertThat(Columns.of(Isolates.line(KLB + " 10-5"))).isEqualTo(8);
  }
}
