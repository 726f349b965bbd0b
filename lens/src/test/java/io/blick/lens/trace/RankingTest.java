package io.blick.lens.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.trace.Ranking.Ranked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
  private static final TextUnits UNITS = TextUnits.of(Texts.of("a"), Granularity.WORDS);

  /** Two layers of three heads; each looks from a to a with the weight given. */
  private static HeadMaps maps(float... weights) {
    return HeadMaps.of("model", UNITS, 2, 3, (layer, head) -> {
      float weight = weights[layer * 3 + head];
      return new float[][] {{1, 0, 0}, {1 - weight, weight, 0}, {0, 0, 1}};
    });
  }

  @Test
  void the_largest_weight_comes_first_and_ties_go_to_the_lower_layer_then_head() {
    Ranking ranking = Ranking.of(maps(0f, 0.5f, 0.25f, 0.5f, 0.75f, 0.5f), 1, 1);

    assertThat(ranking.heads())
        .containsExactly(
            new Ranked(new Head(1, 1), 0.75f),
            new Ranked(new Head(0, 1), 0.5f),
            new Ranked(new Head(1, 0), 0.5f),
            new Ranked(new Head(1, 2), 0.5f),
            new Ranked(new Head(0, 2), 0.25f),
            new Ranked(new Head(0, 0), 0f));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY})
  void what_is_no_number_is_neither_ranked_nor_paired(float broken) {
    HeadMaps maps = maps(0f, 0.5f, 0.25f, 0.5f, broken, 0.5f);
    String sentence = "model: the map of layer 2, head 2 must have finite numbers; got ";

    assertThatThrownBy(() -> Ranking.of(maps, 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(sentence);
    assertThatThrownBy(() -> Pairs.of(maps)).hasMessageStartingWith(sentence);
    assertThatThrownBy(() -> maps.map(new Head(1, 1))).hasMessageStartingWith(sentence);
    assertThat(maps.map(new Head(1, 0))[1][1]).isEqualTo(0.5f);
  }

  @Test
  void a_map_that_is_no_number_is_told_in_one_sentence() {
    HeadMaps maps = maps(Float.NaN, 0f, 0f, 0f, 0f, 0f);

    assertThatThrownBy(() -> Pairs.of(maps))
        .hasMessage("model: the map of layer 1, head 1 must have finite numbers; got NaN; the"
            + " weights are damaged, so fetch the model again");
  }

  @Test
  void the_mean_is_over_all_heads() {
    assertThat(Ranking.of(maps(0f, 0.5f, 0.25f, 0.5f, 0.75f, 1f), 1, 1).mean()).isEqualTo(0.5f);
  }

  @Test
  void a_pair_has_its_mean_and_the_first_of_its_largest_heads() {
    Pairs pairs = Pairs.of(maps(0f, 0.75f, 0.25f, 0.5f, 0.75f, 0.75f));

    assertThat(pairs.pair(1, 1)).isEqualTo(new Pair(1, 1, 0.5f, new Head(0, 1), 0.75f));
    assertThat(pairs.pair(0, 1)).isEqualTo(new Pair(0, 1, 0f, new Head(0, 0), 0f));
  }

  @Test
  void every_ordered_pair_is_there_by_from_then_to() {
    List<Pair> all = Pairs.of(maps(0f, 0f, 0f, 0f, 0f, 0f)).all();

    assertThat(all).extracting(Pair::from).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
    assertThat(all).extracting(Pair::to).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2);
  }

  @Test
  void the_most_looked_at_are_other_words_of_the_text_and_equal_ones_keep_their_order() {
    TextUnits units = TextUnits.of(Texts.of("a", "b", "c", "d"), Granularity.WORDS);
    float[] row = {0.5f, 0.25f, 0.0625f, 0.125f, 0.0625f, 0f};
    HeadMaps maps =
        HeadMaps.of("model", units, 1, 1, (_, _) -> new float[][] {row, row, row, row, row, row});

    assertThat(Pairs.of(maps).mostLookedAt(1, 4)).extracting(Pair::to).containsExactly(3, 2, 4);
    assertThat(Pairs.of(maps).mostLookedAt(3, 2)).extracting(Pair::to).containsExactly(1, 2);
  }

  @Test
  void a_head_that_is_not_there_is_named_with_how_many_there_are() {
    HeadMaps maps = maps(0f, 0f, 0f, 0f, 0f, 0f);

    assertThatThrownBy(() -> maps.map(new Head(2, 1)))
        .hasMessage("maps: layers must be below 2 and heads below 3; got layer 2, head 1");
    assertThatThrownBy(() -> new Head(-1, 0))
        .hasMessage("head: layer and head must not be negative; got layer -1, head 0");
  }

  @Test
  void people_count_heads_from_one() {
    assertThat(new Head(8, 10).name()).isEqualTo("9-11");
  }
}
