package io.blick.lens.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cases of two heads on sentences of three words, made by hand. */
class BootstrapTest {
  private static final int HEADS = 2;

  /** Returns a sentence of three words, all of whose words look at one in each head. */
  private static Pointing looking(int first, int second) {
    List<Piece> pieces = IntStream.range(0, 3)
        .<Piece>mapToObj(i -> new Piece.InText(i, "w", 1, i, 0, 1))
        .toList();
    List<Word> words =
        IntStream.range(0, 3).mapToObj(i -> new Word("w", List.of(i))).toList();
    var pointing = new Pointing(new Encoding(pieces, words), 0, 3, HEADS);
    pointing.take(0, _ -> weight(first));
    pointing.take(1, _ -> weight(second));
    return pointing;
  }

  private static float[] weight(int word) {
    float[] weights = new float[3];
    weights[word] = 1;
    return weights;
  }

  private static Cases cases() {
    Cases cases = new Cases(HEADS);
    // Head 0 is right in the sentences 0, 2 and 3, head 1 in the sentences 1 and 3.
    cases.add(0, 0, 2, looking(2, 1));
    cases.add(1, 0, 1, looking(2, 1));
    cases.add(2, 0, 2, looking(2, 1));
    cases.add(3, 1, 2, looking(2, 2));
    return cases;
  }

  @Test
  void hits_are_counted_in_all_odd_and_even_sentences() {
    Hits all = Hits.of(cases(), Hits.Part.ALL, HEADS);
    Hits odd = Hits.of(cases(), Hits.Part.ODD, HEADS);
    Hits even = Hits.of(cases(), Hits.Part.EVEN, HEADS);

    assertThat(all.byLayer(1)).containsExactly(List.of(3), List.of(2));
    assertThat(all.best()).isZero();
    assertThat(all.accuracy(0)).isEqualTo(0.75f);
    assertThat(odd.byLayer(2)).containsExactly(List.of(2, 0));
    assertThat(even.byLayer(2)).containsExactly(List.of(1, 2));
    assertThat(even.cases()).isEqualTo(2);
    assertThat(even.best()).isEqualTo(1);
  }

  @Test
  void the_offset_with_most_hits_wins_and_of_equal_ones_the_nearer_then_the_left() {
    Cases even = new Cases(HEADS);
    even.add(0, 0, 2, looking(2, 1));
    even.add(0, 0, 1, looking(2, 1));
    even.add(0, 1, 0, looking(2, 1));

    assertThat(Offsets.best(cases())).isEqualTo(new Role.FixedOffset(1, 0.5f));
    assertThat(Offsets.best(even)).isEqualTo(new Role.FixedOffset(-1, 1 / 3f));
  }

  @Test
  void the_interval_is_that_of_sentences_drawn_again() {
    double[] right = {1, 0, 1, 1};
    var random = new SplittableRandom(1);
    double[] accuracies = new double[1000];
    for (int draw = 0; draw < 1000; draw++) {
      for (int i = 0; i < 4; i++) {
        accuracies[draw] += right[random.nextInt(4)] / 4;
      }
    }
    java.util.Arrays.sort(accuracies);

    var interval = Bootstrap.intervals(4, List.of(Sample.of(cases(), 0))).getFirst();

    // Of 1,000 the 2.5 % and 97.5 % lie between the numbers 24 and 25, 974 and 975, from 0 on.
    assertThat(interval.low())
        .isEqualTo((float) (accuracies[24] + 0.975 * (accuracies[25] - accuracies[24])));
    assertThat(interval.high())
        .isEqualTo((float) (accuracies[974] + 0.025 * (accuracies[975] - accuracies[974])));
    assertThat(interval.low()).isEqualTo(0.25f);
  }

  @Test
  void a_sentence_with_several_cases_is_drawn_as_a_whole() {
    Cases one = new Cases(HEADS);
    one.add(0, 0, 2, looking(2, 1));
    one.add(0, 0, 1, looking(2, 1));

    assertThat(Bootstrap.intervals(7, List.of(Sample.of(one, 0))))
        .containsExactly(new Bootstrap.Interval(0.5f, 0.5f));
  }

  @Test
  void the_largest_weight_is_the_sum_over_pieces_without_oneself_and_the_first_of_equals() {
    // [CLS] a b1 b2 c [SEP]
    List<Piece> pieces = IntStream.range(0, 6)
        .<Piece>mapToObj(i -> new Piece.InText(i, "w", 1, 0, 0, 1))
        .toList();
    List<Word> words = List.of(
        new Word("[CLS]", List.of(0)),
        new Word("a", List.of(1)),
        new Word("b", List.of(2, 3)),
        new Word("c", List.of(4)),
        new Word("[SEP]", List.of(5)));
    var pointing = new Pointing(new Encoding(pieces, words), 1, 3, 2);
    float[][] rows = {
      {},
      {.5f, .3f, .06f, .06f, .08f, 0},
      {.1f, .3f, .2f, 0, .2f, .2f},
      {.1f, .1f, .2f, 0, .4f, .2f},
      {.2f, .2f, .1f, .1f, .4f, 0}
    };
    pointing.take(0, t -> rows[t]);
    pointing.take(1, _ -> new float[6]);

    // b's pieces are looked at with .12 together; b looks with (.3 + .1) / 2 and (.2 + .4) / 2.
    assertThat(pointing.target(0, 0)).isEqualTo(1);
    assertThat(pointing.target(0, 1)).isEqualTo(2);
    assertThat(pointing.target(0, 2)).isEqualTo(0);
    assertThat(IntStream.range(0, 3).map(word -> pointing.target(1, word)))
        .containsExactly(1, 0, 0);
  }
}
