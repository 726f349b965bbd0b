package io.blick.lens.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.text.Colours;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Steps;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepsPictureTest {
  private static final Steps SMALL = new Steps(
      new Head(8, 10),
      1,
      "ja",
      0.5f,
      List.of(1f, -2f, 0.5f, 0f),
      List.of(
          new Steps.Key("[CLS]", List.of(0f, 0f, 0f, 0f), 0f, 0f, 0f, 0.25f),
          new Steps.Key("ja", List.of(1f, -0.5f, 0.3945f, 1f), 2.1972f, 1.0986f, 1.0986f, 0.75f)),
      List.of(0.25f, -0.125f));

  private static final String FOUR_STEPS = """
        tiny · layer 9, head 11 · what jagade looks at

           Attention(Q, K, V) = softmax(Q Kᵀ / √d) V
           Vaswani et al. 2017, eq. 1; here d = 4

        For each piece of the text this head makes three vectors of 4 numbers: a query
        q, what the piece looks for; a key k, by which it is found; and a value v, what
        it gives to those that look at it.

        1  Similarity: q·k
           The query of ja is multiplied number by number with the key of each piece,
           and the products are added up: the larger the sum, the better the key fits
           the query.

           q ja     1.00 -2.00 0.50 0.00
           k ja     1.00 -0.50 0.39 1.00

           Above: q, and k of the piece looked at most; the sums with all keys are
           below.

           Why a sum is large or small: its 4 largest products by size, for the keys
           looked at most and for the one with the smallest sum; i counts from 0.

           key           i         q         k     q × k
           ja            0     1.000     1.000     1.000
                         1    -2.000    -0.500     1.000
                         2     0.500     0.394     0.197
                         3     0.000     1.000     0.000
                                           sum     2.197  of 2.197 in all
           [CLS]         0     1.000     0.000     0.000
                         1    -2.000     0.000     0.000
                         2     0.500     0.000     0.000
                         3     0.000     0.000     0.000
                                           sum     0.000  of 0.000 in all

        2  Scaling: q·k / √4
           The more numbers a vector has, the larger such sums become, so each is
           divided by √4 = 2; for ja: 2.197 / 2 = 1.099.

        3  Softmax: the weights
           Each scaled number x becomes exp(x), and is divided by the sum over all keys,
           so that the weights are positive and sum to 1; for ja: exp(1.099) = 3.000, of
           4.000 in all: 0.750.

           key         q·k       / 2    weight
           [CLS]     0.000     0.000     0.250
           ja        2.197     1.099     0.750
           sum                           1.000

        4  Weighted sum: what the head hands on
           The values of all pieces, each times its weight, are added up, 2 numbers
           again: 0.750 × v(ja) + 0.250 × v([CLS])

           output   0.25 -0.13

        Weights show where a head looks, not why the model decides: they are not
        explanations (Jain & Wallace 2019; Wiegreffe & Pinter 2019).
        """;

  @Test
  void the_four_steps_stand_with_their_numbers() {
    String text = new StepsPicture("tiny", "jagade", SMALL).text(new Terminal(Colours.none(), 80));

    assertThat(text).isEqualTo(FOUR_STEPS);
  }

  @Test
  void another_scale_and_changed_scores_stand_with_their_own_numbers() {
    var steps = new Steps(
        new Head(0, 0),
        1,
        "ja",
        1f,
        List.of(1f, -2f, 0.5f, 0f),
        List.of(
            new Steps.Key("[CLS]", List.of(0f, 0f, 0f, 0f), 0f, 0f, Float.NEGATIVE_INFINITY, 0f),
            new Steps.Key("ja", List.of(1f, -0.5f, 0.3945f, 1f), 2.1972f, 2.1972f, 1.0986f, 1f)),
        List.of(0.25f));

    String text = new StepsPicture("tiny", "ja", steps).text(new Terminal(Colours.none(), 80));

    assertThat(text)
        .contains("   Attention(Q, K, V) = softmax(scale · Q Kᵀ + bias) V\n")
        .contains("here d = 4, scale = 1.000\n")
        .contains("""
            2  Scaling: scale · q·k
               This model multiplies each sum by 1.000, not by 1/√4; for ja: 2.197 × 1.000 =
               2.197. This model then adds a bias, by where the two pieces stand: 2.197 +
               (-1.099) = 1.099.
            """)
        .contains("exp(1.099) = 3.000, of 3.000\n   in all: 1.000.")
        .contains("""
               key       q·k   × 1.000    + bias     score    weight
               ja     2.197     2.197    -1.099     1.099     1.000
               sum                                            1.000
            """)
        .contains("The mask hides one piece from it, which gets no\n   weight and is left out.")
        .doesNotContain("divided by √", "−∞");
  }

  private static String scored(float first, float second) {
    List<Float> vector = List.of(1f, -2f, 0.5f, 0f);
    List<Steps.Key> keys = List.of(
        new Steps.Key("[CLS]", vector, 2 * first, first, first, 0.25f),
        new Steps.Key("ja", vector, 2 * second, second, second, 0.75f));
    var steps = new Steps(new Head(0, 0), 1, "ja", 0.5f, vector, keys, List.of(0.25f));
    return new StepsPicture("tiny", "ja", steps).text(new Terminal(Colours.none(), 80));
  }

  @Test
  void large_scores_stand_apart_in_their_columns() {
    assertThat(scored(-30026.215f, -30025.117f)).contains("""
               key           q·k         / 2      weight
               [CLS]  -60052.430  -30026.215       0.250
               ja     -60050.234  -30025.117       0.750
               sum                                 1.000
            """);
  }

  @Test
  void where_exp_has_no_digits_the_largest_score_is_subtracted() {
    assertThat(scored(-1801.0986f, -1800f).replace("\n   ", " "))
        .contains("sum to 1 (such sums are too large or too small to be written, so that -1800.000,"
            + " the largest, is subtracted from each x first, which changes no weight); for ja:"
            + " exp(0.000) = 1.000, of 1.333 in all: 0.750.");
    assertThat(scored(1800f, 1801.0986f).replace("\n   ", " "))
        .contains("so that 1801.099, the largest,", "exp(0.000) = 1.000, of 1.333 in all: 0.750.");
    assertThat(scored(699f, 700f)).doesNotContain("subtracted");
  }

  @Test
  void a_terminal_draws_query_and_keys_as_bars() {
    String text =
        new StepsPicture("tiny", "ja", SMALL).text(new Terminal(Colours.monochrome(), 80));

    assertThat(SeededMaps.plain(text))
        .contains("   q ja     ▆▁▅▅\n", "   k [CLS]  ▅▅▅▅\n", "   k ja     ▆▄▅▆\n");
  }

  @Test
  void a_hostile_piece_is_inert_and_a_long_text_keeps_to_the_width() {
    List<Float> vector = IntStream.range(0, 64).mapToObj(i -> (float) i - 31).toList();
    List<Steps.Key> keys = IntStream.range(0, 101)
        .mapToObj(i -> new Steps.Key(SeededMaps.HOSTILE + i, vector, i, i / 8f, i / 8f, i / 5050f))
        .toList();
    var steps = new Steps(new Head(0, 0), 0, SeededMaps.HOSTILE, 0.125f, vector, keys, vector);

    for (Colours colours : List.of(Colours.trueColour(), Colours.none())) {
      String text = SeededMaps.plain(new StepsPicture(SeededMaps.HOSTILE, SeededMaps.HOSTILE, steps)
          .text(new Terminal(colours, 73)));

      assertThat(text.codePoints().filter(c -> c != '\n').noneMatch(Character::isISOControl))
          .isTrue();
      assertThat(text.lines().mapToInt(Columns::of).max().orElseThrow()).isLessThanOrEqualTo(140);
    }
  }
}
