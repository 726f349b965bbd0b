package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relative positions give the bits of a bias in which every entry is written out. */
class RelativePositionsTest {
  private static final float HIDDEN = Float.NEGATIVE_INFINITY;
  private static final Parallel PARALLEL = new Parallel(2);

  private final SplittableRandom random = new SplittableRandom(41);
  private final Attention attention = new Attention(PARALLEL);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  @ParameterizedTest(name = "T = {0}, S = {1}, H = {2} over {3}, D = {4}, R = {5} more")
  @CsvSource({
    "1, 1, 1, 1, 5, 0",
    "7, 7, 3, 3, 13, 0",
    "67, 67, 2, 2, 17, 3",
    "1, 211, 6, 2, 13, 0",
    "3, 389, 5, 1, 31, 1",
    "131, 61, 4, 2, 7, 0",
    "61, 397, 3, 3, 33, 0",
    "5, 3301, 2, 1, 11, 2",
  })
  void they_are_a_bias_written_out(
      int queries, int keys, int heads, int keyHeads, int dim, int more) {
    Tensor q = normal(2, queries, heads, dim);
    Tensor k = normal(2, keys, keyHeads, dim);
    Tensor v = normal(2, keys, keyHeads, dim);
    for (int rows : new int[] {1, heads}) {
      Tensor table = normal(rows, 2 * (Math.max(queries, keys) + more) - 1);
      Tensor bias = Configuration.writtenOut(table, queries, keys);
      for (Mask other : others(queries, keys)) {
        AttentionOptions options = AttentionOptions.full(dim);
        AttentionOptions relative = options.withMask(other.and(Mask.relative(table)));
        AttentionOptions written = options.withMask(other.and(Mask.bias(bias)));

        same(attention.attend(q, k, v, relative), attention.attend(q, k, v, written));
        same(
            attention.attend(q, k, v, relative.withCap(SoftCap.at(1.7f))),
            attention.attend(q, k, v, written.withCap(SoftCap.at(1.7f))));
        if (keys < 1000) {
          same(
              ReferenceAttention.attend(q, k, v, relative),
              ReferenceAttention.attend(q, k, v, written));
        }
      }
    }
  }

  private static Mask[] others(int queries, int keys) {
    return new Mask[] {
      Mask.none(),
      Mask.causal(),
      Mask.causal(Alignment.topLeft()).and(Mask.padding(keys, keys / 2)),
      Mask.window(Alignment.at(queries / 2), Reach.of(97), Reach.of(3)),
      Mask.padding(keys / 3, keys)
    };
  }

  private static void same(Attention.Attended got, Attention.Attended expected) {
    assertThat(got.output().toDoubles()).containsExactly(expected.output().toDoubles());
    assertThat(got.lse().toDoubles()).containsExactly(expected.lse().toDoubles());
  }

  @Test
  void the_entry_of_a_query_and_a_key_is_how_far_the_key_is_behind() {
    // R = 3: the distances from -2, two keys before the query, to 2, two behind it.
    Tensor table = Tensor.of(new float[] {2, 3, 5, 7, 11, 13, 17, 19, 23, 29}, 2, 5);
    Mask mask = Mask.relative(table);

    assertThat(mask.tables(1, 0, 0, 0)).isEqualTo(5);
    assertThat(mask.tables(0, 0, 0, 2)).isEqualTo(11);
    assertThat(mask.tables(0, 0, 2, 0)).isEqualTo(2);
    assertThat(mask.tables(0, 1, 1, 2)).isEqualTo(23);
    assertThat(mask.tables(0, 1, 2, 1)).isEqualTo(17);
  }

  @Test
  void weights_follow_from_the_entries_where_the_scores_are_equal() {
    float two = (float) StrictMath.log(2);
    Tensor table = Tensor.of(new float[] {two, HIDDEN, 0, 3 * two, HIDDEN}, 1, 5);
    Tensor none = Tensor.zeros(1, 3, 1, 1);
    Tensor v = Tensor.of(new float[] {1, 10, 100}, 1, 3, 1, 1);

    Tensor got = attention
        .attend(none, none, v, AttentionOptions.full(1).withMask(Mask.relative(table)))
        .output();

    // Query 0 sees keys 0 and 1 as 1 to 8, query 1 keys 1 and 2, query 2 keys 0 and 2 as 2 to 1.
    assertThat(got.get(0)).isCloseTo((1 + 8 * 10) / 9.0, within(1e-5));
    assertThat(got.get(1)).isCloseTo((10 + 8 * 100) / 9.0, within(1e-4));
    assertThat(got.get(2)).isCloseTo((2 + 100) / 3.0, within(1e-5));
  }

  @Test
  void a_distance_that_is_hidden_has_no_influence_whatever_its_key_and_value_hold() {
    int keys = 211;
    float[] entries = normal(1, 2 * keys - 1).toFloats();
    for (int i = 0; i < keys - 1 - 17; i++) {
      entries[i] = HIDDEN;
    }
    Mask mask = Mask.relative(Tensor.of(entries, 1, entries.length));
    AttentionOptions options = AttentionOptions.full(13).withMask(mask);
    Tensor q = normal(1, keys, 1, 13);
    Tensor k = normal(1, keys, 1, 13);
    Tensor v = normal(1, keys, 1, 13);
    Tensor clean = attention.attend(q, k, v, options).output().copy();

    // Key 2 is more than 17 keys before every query from 20 on.
    k.data().set(ValueLayout.JAVA_FLOAT, (2 * 13 + 5) * 4L, Float.NaN);
    v.data().set(ValueLayout.JAVA_FLOAT, (2 * 13 + 7) * 4L, Float.NaN);
    Tensor got = attention.attend(q, k, v, options).output();

    for (int t = 20; t < keys; t++) {
      assertThat(got.at(0).at(t).toFloats()).containsExactly(clean.at(0).at(t).toFloats());
    }
    assertThat(got.at(0).at(19).toFloats()).containsOnly(Float.NaN);
  }

  @Test
  void a_table_must_have_every_distance() {
    assertThatCode(() -> Mask.relative(Tensor.zeros(1, 13)).check(3, 5, 7, 7))
        .doesNotThrowAnyException();
    assertThatCode(() -> Mask.relative(Tensor.zeros(5, 1)).check(3, 5, 0, 0))
        .doesNotThrowAnyException();
    refused(
        Tensor.zeros(5, 11),
        7,
        2,
        "R from 7 on, the distances of 7 queries and 2 keys;" + " got F32(5, 11)");
    refused(
        Tensor.zeros(5, 11),
        2,
        7,
        "R from 7 on, the distances of 2 queries and 7 keys;" + " got F32(5, 11)");
    refused(
        Tensor.zeros(5, 14),
        7,
        7,
        "R from 7 on, the distances of 7 queries and 7 keys;" + " got F32(5, 14)");
    refused(
        Tensor.zeros(2, 13),
        7,
        7,
        "R from 7 on, the distances of 7 queries and 7 keys;" + " got F32(2, 13)");
    refused(
        Tensor.zeros(13),
        7,
        7,
        "R from 7 on, the distances of 7 queries and 7 keys;" + " got F32(13)");
    refused(
        Tensor.zeros(DType.F64, 5, 13),
        7,
        7,
        "R from 7 on, the distances of 7 queries and" + " 7 keys; got F64(5, 13)");
    refused(
        Tensor.zeros(5, 0),
        0,
        0,
        "R from 1 on, the distances of 0 queries and 0 keys;" + " got F32(5, 0)");
  }

  private static void refused(Tensor table, int queries, int keys, String end) {
    assertThatThrownBy(() -> Mask.none().and(Mask.relative(table)).check(3, 5, queries, keys))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "attention: a table of relative positions must be F32(5 or 1, 2 R - 1) with " + end);
  }

  private Tensor normal(int... sizes) {
    return Configuration.normal(random, 1, sizes);
  }
}
