package io.blick.lens.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Ranking;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Texts;
import org.junit.jupiter.api.Test;

class TextPictureTest {
  private static final Terminal PIPE = new Terminal(Colours.none(), 80);

  /** Two heads over a b c: in 1-1 each word looks at the next, in 1-2 all look mostly at b or a. */
  private static final HeadMaps SMALL = HeadMaps.of(
      "tiny",
      TextUnits.of(Texts.of("a", "b", "c"), Granularity.WORDS),
      1,
      2,
      (_, head) -> head == 0
          ? new float[][] {
            {1, 0, 0, 0, 0},
            {0.125f, 0, 0.75f, 0, 0.125f},
            {0, 0, 0, 1, 0},
            {0, 0, 0.25f, 0.5f, 0.25f},
            {0, 0, 0, 0, 1}
          }
          : new float[][] {
            {1, 0, 0, 0, 0},
            {0, 0.5f, 0.25f, 0.25f, 0},
            {0, 0.25f, 0.75f, 0, 0},
            {0, 0.25f, 0.5f, 0, 0.25f},
            {0, 0, 0, 0, 1}
          });

  @Test
  void an_overview_shows_for_each_word_whom_it_looks_at_and_the_masses() {
    String text = new Overview(SMALL).text(PIPE);

    assertThat(text).isEqualTo("""
            tiny · 1 layers × 2 heads · by words
            The four other words that each looks at most, by mean weight over all 2 heads;
            with each the head (layer-head) where that weight is largest, and the weight
            there. They stand in the order of that mean, which --format json has.
            Under [CLS] and [SEP]: the mean weight on what the model adds.

               [CLS]  [SEP]  looks at
            a  0.063  0.063  b 1-1 0.750  c 1-2 0.250
            b  0.000  0.000  c 1-1 1.000  a 1-2 0.250
            c  0.000  0.250  b 1-2 0.500  a 1-2 0.250

            All heads, a line of maps for each layer, heads from 1 to 2; in each map the
            words that look from top to bottom, those looked at from left to right; a dot: a
            weight of at least 0.1.

               1  2

            1  ⠐⠄ ⠛⠂
            """.replace("⠐⠄ ⠛⠂", braille()) + """

                Weights show where a head looks, not why the model decides: they are not
                explanations (Jain & Wallace 2019; Wiegreffe & Pinter 2019).
                """);
  }

  /** Head 1: a to b, b to c, c to b and c. Head 2: a to all, b to a and b, c to a and b. */
  private static String braille() {
    int aToB = 0x08;
    int cToB = 0x20;
    int bToC = 0x02;
    int cToC = 0x04;
    int upperLeftAndRight = 0x01 | 0x08;
    int middle = 0x02 | 0x10;
    int lower = 0x04 | 0x20;
    String one =
        Character.toString(0x2800 + aToB + cToB) + Character.toString(0x2800 + bToC + cToC);
    String two = Character.toString(0x2800 + upperLeftAndRight + middle + lower)
        + Character.toString(0x2800 + 0x01);
    return one + " " + two;
  }

  @Test
  void a_head_shows_words_by_words_with_the_masses_in_front() {
    String text = new HeadPicture(SMALL, new Head(0, 1)).text(PIPE);

    assertThat(text).isEqualTo("""
            layer 1, head 2 · tiny · 1 layers × 2 heads · by words
            Rows look, columns are looked at; with [CLS] and [SEP], which the model adds,
            each row sums to 1.
            * the largest number of its row among the words

              [CLS] [SEP]       a       b       c
            a 0.000 0.000  *0.500   0.250   0.250
            b 0.000 0.000   0.250  *0.750   0.000
            c 0.000 0.250   0.250  *0.500   0.000

            Weights show where a head looks, not why the model decides: they are not
            explanations (Jain & Wallace 2019; Wiegreffe & Pinter 2019).
            """);
  }

  @Test
  void a_narrow_terminal_has_the_columns_in_blocks_by_number() {
    String text = new HeadPicture(SMALL, new Head(0, 1)).text(new Terminal(Colours.none(), 30));

    assertThat(text).contains("""
                [CLS] [SEP]     1     2
            1 a 0.000 0.000  *.500  .250
            2 b 0.000 0.000   .250 *.750
            3 c 0.000 0.250   .250 *.500

                   3
            1 a  .250
            2 b  .000
            3 c  .000
            """);
  }

  @Test
  void numbers_of_a_row_stay_apart_however_large_they_are() {
    HeadMaps large = norms(123.456f, 4567.8f, 12_345.678f);
    Terminal narrow = new Terminal(Colours.none(), 31);

    String wide = new HeadPicture(large, new Head(0, 0)).text(PIPE);
    String blocks = new HeadPicture(large, new Head(0, 0)).text(narrow);
    String ranking = new RankingPicture(large, Ranking.of(large, 1, 3)).text(PIPE);

    assertThat(wide).contains("a 123.456 0.000   123.456   4567.800  *12345.678");
    assertThat(blocks).contains("1 a 123.456 0.000     123").contains("1 a   4568 *12346");
    assertThat(ranking).contains("  1-1 12345.678");
  }

  /** Returns a head in which each unit takes {@code first} from [CLS] and a, the rest from b, c. */
  private static HeadMaps norms(float first, float second, float third) {
    float[] row = {first, first, second, third, 0};
    return SMALL.with(EdgeScore.NORM, (_, _) -> new float[][] {row, row, row, row, row});
  }

  @Test
  void a_title_is_broken_at_spaces() {
    var narrow = new Terminal(Colours.trueColour(), 31);

    String text = new HeadPicture(SMALL, new Head(0, 1)).text(narrow);

    assertThat(text).startsWith("""
            \u001b[1mlayer 1, head 2 · tiny · 1\u001b[0m
            \u001b[1mlayers × 2 heads · by words\u001b[0m
            """);
  }

  @Test
  void a_ranking_has_a_head_a_line_in_a_pipe() {
    String text = new RankingPicture(SMALL, Ranking.of(SMALL, 1, 2)).text(PIPE);

    assertThat(text).isEqualTo("""
            a → b · tiny · 1 layers × 2 heads · by words
            All 2 heads by the weight that the first gives to the second: mean 0.500; spread
            evenly over all pieces it would be 0.200.

             head weight
              1-1  0.750
              1-2  0.250

            Weights show where a head looks, not why the model decides: they are not
            explanations (Jain & Wallace 2019; Wiegreffe & Pinter 2019).
            """);
  }

  @Test
  void a_terminal_has_a_least_width() {
    assertThatThrownBy(() -> new Terminal(Colours.none(), 19))
        .hasMessage("terminal: it must have at least 20 columns; got 19");
  }
}
