package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cases that a reader can do by head, for the fast attention and for the obvious one. */
class AttentionTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  enum Way {
    BLOCKED,
    REFERENCE;

    Attention.Attended attend(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
      return switch (this) {
        case BLOCKED -> new Attention(PARALLEL).attend(q, k, v, options);
        case REFERENCE -> ReferenceAttention.attend(q, k, v, options);
      };
    }
  }

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  @ParameterizedTest
  @EnumSource
  void equal_scores_average_the_visible_values(Way way) {
    Tensor zeros = Tensor.zeros(3, 4, 1, 1);
    Tensor v = Tensor.of(new float[] {2, 4, 6, 8, 2, 4, 6, 8, 2, 4, 6, 8}, 3, 4, 1, 1);
    AttentionOptions options = AttentionOptions.full(1).withMask(Mask.padding(1, 2, 4));

    Attention.Attended attended = way.attend(zeros, zeros, v, options);

    assertThat(attended.output().toDoubles()).containsExactly(2, 2, 2, 2, 3, 3, 3, 3, 5, 5, 5, 5);
    assertThat(attended.lse().at(0).toFloats()).containsOnly(0);
    assertThat(attended.lse().at(1).toFloats()).containsOnly((float) StrictMath.log(2));
    assertThat(attended.lse().at(2).toFloats()).containsOnly((float) StrictMath.log(4));
  }

  @ParameterizedTest
  @EnumSource
  void equal_scores_average_the_values_of_several_blocks(Way way) {
    int keys = 512;
    float[] values = new float[keys];
    Arrays.fill(values, keys / 2, keys, 1);

    Attention.Attended attended = way.attend(
        Tensor.zeros(1, 1, 1, 3),
        Tensor.zeros(1, keys, 1, 3),
        Tensor.of(values, 1, keys, 1, 1),
        AttentionOptions.full(3));

    assertThat(attended.output().toDoubles()).containsExactly(0.5);
    assertThat(attended.lse().toFloats()).containsExactly((float) StrictMath.log(keys));
  }

  @ParameterizedTest
  @EnumSource
  void one_key_gives_its_value_and_its_score(Way way) {
    Tensor q = Tensor.of(new float[] {3, 5, -7, 11}, 1, 2, 1, 2);
    Tensor k = Tensor.of(new float[] {2, -4}, 1, 1, 1, 2);
    Tensor v = Tensor.of(new float[] {0.1f, -0.3f, 1e30f}, 1, 1, 1, 3);

    Attention.Attended attended = way.attend(q, k, v, AttentionOptions.full(64).withScale(0.5f));

    assertThat(attended.output().toFloats())
        .containsExactly(0.1f, -0.3f, 1e30f, 0.1f, -0.3f, 1e30f);
    assertThat(attended.lse().toDoubles()).containsExactly(-7, -29);
  }

  @ParameterizedTest
  @EnumSource
  void a_score_that_is_larger_by_ln_3_weighs_3_times_as_much(Way way) {
    Tensor q = Tensor.of(new float[] {1}, 1, 1, 1, 1);
    Tensor k = Tensor.of(new float[] {5, 5 + (float) StrictMath.log(3)}, 1, 2, 1, 1);
    Tensor v = Tensor.of(new float[] {0, 1}, 1, 2, 1, 1);

    Tensor output = way.attend(q, k, v, AttentionOptions.full(1)).output();

    // The key is rounded by half an ulp of 6, of which 0.75 · 0.25 moves the weight; the rest is
    // for
    // the roundings of exp, sum and division, each an ulp of 1 at most.
    assertThat(output.get(0)).isCloseTo(0.75, within((double) Math.ulp(6f)));
  }

  @ParameterizedTest
  @EnumSource
  void a_query_that_may_look_at_nothing_gives_zeros(Way way) {
    Tensor q = Tensor.of(new float[] {2, 3, 5, 7}, 2, 1, 1, 2);
    AttentionOptions options = AttentionOptions.full(2).withMask(Mask.padding(0, 1));

    Attention.Attended attended = way.attend(q, q, q, options);

    assertThat(attended.output().toDoubles()).containsExactly(0, 0, 5, 7);
    assertThat(attended.lse().get(0)).isEqualTo(-INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  void no_keys_at_all_give_zeros(Way way) {
    Attention.Attended attended = way.attend(
        Tensor.zeros(1, 2, 1, 3),
        Tensor.zeros(1, 0, 1, 3),
        Tensor.zeros(1, 0, 1, 5),
        AttentionOptions.full(3));

    assertThat(attended.output().toDoubles()).hasSize(10).containsOnly(0);
    assertThat(attended.lse().toDoubles()).containsExactly(-INFINITY, -INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  void an_axis_without_elements_gives_no_elements(Way way) {
    for (int empty = 0; empty < 3; empty++) {
      int batch = empty == 0 ? 0 : 2;
      int queries = empty == 1 ? 0 : 3;
      int heads = empty == 2 ? 0 : 5;
      Tensor q = Tensor.zeros(batch, queries, heads, 7);
      Tensor kv = Tensor.zeros(batch, 11, heads, 7);

      Attention.Attended attended = way.attend(q, kv, kv, AttentionOptions.full(7));

      assertThat(attended.output().sizes()).containsExactly(batch, queries, heads, 7);
      assertThat(attended.lse().sizes()).containsExactly(batch, heads, queries);
    }
  }

  @ParameterizedTest
  @EnumSource
  void queries_without_dimensions_look_at_all_alike(Way way) {
    Tensor v = Tensor.of(new float[] {2, 4, 6, 8}, 1, 4, 1, 1);

    Attention.Attended attended =
        way.attend(Tensor.zeros(1, 1, 1, 0), Tensor.zeros(1, 4, 1, 0), v, AttentionOptions.full(1));

    assertThat(attended.output().toDoubles()).containsExactly(5);
  }

  @ParameterizedTest
  @EnumSource
  void values_without_dimensions_still_have_a_log_sum_exp(Way way) {
    Attention.Attended attended = way.attend(
        Tensor.zeros(1, 1, 1, 3),
        Tensor.zeros(1, 2, 1, 3),
        Tensor.zeros(1, 2, 1, 0),
        AttentionOptions.full(3));

    assertThat(attended.output().sizes()).containsExactly(1, 1, 1, 0);
    assertThat(attended.lse().toFloats()).containsExactly((float) StrictMath.log(2));
  }

  @ParameterizedTest
  @EnumSource
  void a_score_of_minus_infinity_weighs_nothing(Way way) {
    // The whole of the first block, and more.
    int keys = 131;
    float[] k = new float[keys];
    float[] v = new float[keys];
    Arrays.fill(k, 0, 129, Float.NEGATIVE_INFINITY);
    Arrays.fill(v, 0, 129, 1000);
    v[129] = 2;
    v[130] = 4;

    Attention.Attended attended = way.attend(
        Tensor.of(new float[] {1}, 1, 1, 1, 1),
        Tensor.of(k, 1, keys, 1, 1),
        Tensor.of(v, 1, keys, 1, 1),
        AttentionOptions.full(1));

    assertThat(attended.output().toDoubles()).containsExactly(3);
    assertThat(attended.lse().toFloats()).containsExactly((float) StrictMath.log(2));
  }

  @ParameterizedTest
  @EnumSource
  void a_query_whose_scores_have_all_overflowed_gives_no_zeros(Way way) {
    Tensor q = Tensor.of(new float[] {1, 0}, 1, 2, 1, 1);
    float[] k = new float[131];
    Arrays.fill(k, Float.NEGATIVE_INFINITY);

    Attention.Attended attended = way.attend(
        q, Tensor.of(k, 1, 131, 1, 1), Tensor.zeros(1, 131, 1, 1), AttentionOptions.full(1));

    assertThat(attended.output().get(0)).isNaN();
    assertThat(attended.lse().get(0)).isNaN();
    // 0 · −∞ is no number.
    assertThat(attended.output().get(1)).isNaN();
  }

  @ParameterizedTest
  @EnumSource
  void a_score_of_plus_infinity_or_no_number_spoils_its_row(Way way) {
    Tensor q = Tensor.of(new float[] {1, Float.NaN, -1}, 1, 3, 1, 1);
    Tensor k = Tensor.of(new float[] {0, Float.POSITIVE_INFINITY}, 1, 2, 1, 1);
    Tensor v = Tensor.of(new float[] {2, 4}, 1, 2, 1, 1);

    Attention.Attended attended = way.attend(q, k, v, AttentionOptions.full(1));

    assertThat(attended.output().toDoubles()).containsExactly(Double.NaN, Double.NaN, 2);
    assertThat(attended.lse().toDoubles()).containsExactly(Double.NaN, Double.NaN, 0);
  }
}
