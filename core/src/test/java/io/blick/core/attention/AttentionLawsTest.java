package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.Uniform;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws that hold for every input, most of them bit for bit. */
class AttentionLawsTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final int B = 2;
  private static final int T = 131;
  private static final int S = 263;
  private static final int H = 6;
  private static final int HKV = 3;
  private static final int D = 17;
  private static final int DV = 13;

  private final Uniform uniform = new Uniform(13);
  private final Attention attention = new Attention(PARALLEL);
  private final Tensor q = uniform.tensor(B, T, H, D);
  private final Tensor k = uniform.tensor(B, S, HKV, D);
  private final Tensor v = uniform.tensor(B, S, HKV, DV);
  private final AttentionOptions options = AttentionOptions.full(D).withMask(Mask.padding(S, 139));

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  @Test
  void a_query_gives_the_same_bits_alone_and_among_others() {
    Attention.Attended all = attention.attend(q, k, v, options);

    for (int b = 0; b < B; b++) {
      AttentionOptions ownOptions =
          options.withMask(Mask.padding(options.mask().endKey(b, 0, 1, S)));
      for (int t = 0; t < T; t++) {
        Attention.Attended alone = attention.attend(
            q.at(b).at(t).view(1, 1, H, D), one(k.at(b)), one(v.at(b)), ownOptions);

        assertThat(alone.output().toFloats())
            .containsExactly(all.output().at(b).at(t).toFloats());
        for (int h = 0; h < H; h++) {
          assertThat(alone.lse().get(h)).isEqualTo(all.lse().at(b).at(h).get(t));
        }
      }
    }
  }

  @Test
  void a_batch_entry_gives_the_same_bits_alone_and_without_its_padding() {
    Attention.Attended all = attention.attend(q, k, v, options);

    Attention.Attended alone = attention.attend(
        one(q.at(1)), first(k.at(1), 139), first(v.at(1), 139), AttentionOptions.full(D));

    assertThat(alone.output().toFloats()).containsExactly(all.output().at(1).toFloats());
    assertThat(alone.lse().toFloats()).containsExactly(all.lse().at(1).toFloats());
  }

  /** The first rows of (S, H, D), as a batch of one. */
  private static Tensor first(Tensor x, int rows) {
    float[] values = Arrays.copyOf(x.toFloats(), rows * x.size(1) * x.size(2));
    return Tensor.of(values, 1, rows, x.size(1), x.size(2));
  }

  private static Tensor one(Tensor x) {
    return x.view(1, x.size(0), x.size(1), x.size(2));
  }

  @Test
  void what_stands_in_the_padding_changes_no_bit() {
    Attention.Attended clean = attention.attend(q, k, v, options);
    Tensor dirtyKeys = k.copy();
    Tensor dirtyValues = v.copy();
    fill(dirtyKeys, 1, 139, Float.NaN);
    fill(dirtyValues, 1, 139, Float.POSITIVE_INFINITY);

    Attention.Attended dirty = attention.attend(q, dirtyKeys, dirtyValues, options);

    same(dirty, clean);
  }

  /** Sets every row from {@code from} on of one batch entry. */
  private static void fill(Tensor x, int b, int from, float value) {
    for (int s = from; s < x.size(1); s++) {
      float[] row = new float[x.size(2) * x.size(3)];
      Arrays.fill(row, value);
      x.at(b).at(s).data().copyFrom(MemorySegment.ofArray(row));
    }
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 3, 8})
  void the_number_of_threads_changes_no_bit(int threads) {
    Attention.Attended expected = attention.attend(q, k, v, options);
    try (Parallel parallel = new Parallel(threads)) {

      Attention.Attended got = new Attention(parallel).attend(q, k, v, options);

      same(got, expected);
    }
  }

  @Test
  void a_repeated_call_gives_the_same_bits_whatever_came_between() {
    Attention.Attended first = attention.attend(q, k, v, options);
    attention.attend(
        uniform.tensor(1, 7, 2, 257),
        uniform.tensor(1, 11, 1, 257),
        uniform.tensor(1, 11, 1, 5),
        AttentionOptions.full(257));

    Attention.Attended again = attention.attend(q, k, v, options);

    same(again, first);
  }

  @Test
  void permuting_heads_permutes_the_result_bit_for_bit() {
    int[] groups = {2, 0, 1};
    int[] heads = {4, 5, 0, 1, 2, 3};
    Attention.Attended plain = attention.attend(q, k, v, options);

    Attention.Attended permuted =
        attention.attend(heads(q, heads), heads(k, groups), heads(v, groups), options);

    assertThat(permuted.output().toFloats())
        .containsExactly(heads(plain.output(), heads).toFloats());
    for (int b = 0; b < B; b++) {
      for (int h = 0; h < H; h++) {
        assertThat(permuted.lse().at(b).at(h).toFloats())
            .containsExactly(plain.lse().at(b).at(heads[h]).toFloats());
      }
    }
  }

  /** Returns the heads of (B, S, H, D) in another order; one may come more than once. */
  private static Tensor heads(Tensor x, int... order) {
    float[] from = x.toFloats();
    int dim = x.size(3);
    float[] to = new float[from.length / x.size(2) * order.length];
    for (int row = 0; row < from.length / dim / x.size(2); row++) {
      for (int h = 0; h < order.length; h++) {
        int source = (row * x.size(2) + order[h]) * dim;
        System.arraycopy(from, source, to, (row * order.length + h) * dim, dim);
      }
    }
    return Tensor.of(to, x.size(0), x.size(1), order.length, dim);
  }

  @Test
  void permuting_batch_entries_permutes_the_result_bit_for_bit() {
    Attention.Attended plain = attention.attend(q, k, v, options);

    Attention.Attended permuted = attention.attend(
        swapped(q), swapped(k), swapped(v), options.withMask(Mask.padding(139, S)));

    assertThat(permuted.output().toFloats())
        .containsExactly(swapped(plain.output()).toFloats());
    assertThat(permuted.lse().toFloats()).containsExactly(swapped(plain.lse()).toFloats());
  }

  private static Tensor swapped(Tensor x) {
    Tensor swapped = x.copy();
    swapped.at(0).data().copyFrom(x.at(1).data());
    swapped.at(1).data().copyFrom(x.at(0).data());
    return swapped;
  }

  @Test
  void permuting_keys_changes_no_more_than_two_roundings_of_the_whole() {
    Tensor shuffledKeys = shuffled(k);
    Tensor shuffledValues = shuffled(v);
    AttentionOptions full = options.withMask(Mask.none());
    Attention.Attended plain = attention.attend(q, k, v, full);

    Attention.Attended permuted = attention.attend(q, shuffledKeys, shuffledValues, full);

    AttentionCall call =
        new AttentionCall(AttentionSite.encoder(0), 0, q, k, v, plain.output(), plain.lse(), full);
    for (int row = 0; row < B * T * H; row += 7) {
      int h = row % H;
      int t = row / H % T;
      int b = row / H / T;
      AttentionBound bound = new AttentionBound(call, b, h, t);
      for (int d = 0; d < DV; d++) {
        // Both are within one bound of the exact result.
        double most = 2 * bound.ofSum(values(v, b, h / (H / HKV), d));
        assertThat(permuted.output().at(b).at(t).at(h).get(d))
            .isCloseTo(plain.output().at(b).at(t).at(h).get(d), within(most));
      }
      assertThat(permuted.lse().at(b).at(h).get(t))
          .isCloseTo(plain.lse().at(b).at(h).get(t), within(2 * bound.ofLse()));
    }
  }

  /** Key s · 100 mod S comes to place s: S is prime, so each comes once. */
  private static Tensor shuffled(Tensor x) {
    Tensor shuffled = x.copy();
    for (int b = 0; b < B; b++) {
      for (int s = 0; s < S; s++) {
        shuffled.at(b).at(s).data().copyFrom(x.at(b).at(s * 100 % S).data());
      }
    }
    return shuffled;
  }

  private static double[] values(Tensor v, int b, int h, int d) {
    double[] values = new double[v.size(1)];
    Arrays.setAll(values, s -> v.at(b).at(s).at(h).get(d));
    return values;
  }

  @Test
  void grouped_heads_give_the_bits_of_keys_and_values_that_are_repeated() {
    Attention.Attended grouped = attention.attend(q, k, v, options);

    Attention.Attended repeated =
        attention.attend(q, heads(k, 0, 0, 1, 1, 2, 2), heads(v, 0, 0, 1, 1, 2, 2), options);

    same(grouped, repeated);
  }

  @Test
  void one_group_of_all_heads_gives_the_bits_of_each_head_alone() {
    Tensor key = heads(k, 1);
    Tensor value = heads(v, 1);
    Attention.Attended grouped = attention.attend(q, key, value, options);

    for (int h = 0; h < H; h++) {
      Attention.Attended alone = attention.attend(heads(q, h), key, value, options);

      assertThat(alone.output().toFloats())
          .containsExactly(heads(grouped.output(), h).toFloats());
    }
  }

  @Test
  void no_number_in_a_query_stays_in_its_row() {
    Attention.Attended clean = attention.attend(q, k, v, options);
    Tensor dirty = q.copy();
    dirty.at(0).at(70).at(3).data().copyFrom(MemorySegment.ofArray(new float[] {Float.NaN}));

    Attention.Attended got = attention.attend(dirty, k, v, options);

    assertThat(got.output().at(0).at(70).at(3).toFloats()).hasSize(DV).containsOnly(Float.NaN);
    assertThat(got.lse().at(0).at(3).get(70)).isNaN();
    got.output()
        .at(0)
        .at(70)
        .at(3)
        .data()
        .copyFrom(clean.output().at(0).at(70).at(3).data());
    got.lse().at(0).at(3).at(70).data().copyFrom(clean.lse().at(0).at(3).at(70).data());
    same(got, clean);
  }

  @Test
  void no_number_in_a_key_spoils_the_queries_of_its_group_that_may_look_at_it() {
    Attention.Attended clean = attention.attend(q, k, v, options);
    Tensor dirty = k.copy();
    for (int b = 0; b < B; b++) {
      // The last key of batch entry 0, and padding in batch entry 1.
      dirty.at(b).at(S - 1).at(1).data().copyFrom(MemorySegment.ofArray(new float[] {Float.NaN}));
    }

    Tensor got = attention.attend(q, dirty, v, options).output();

    for (int row = 0; row < B * T * H; row++) {
      int h = row % H;
      int t = row / H % T;
      int b = row / H / T;
      if (b == 0 && h / (H / HKV) == 1) {
        assertThat(got.at(b).at(t).at(h).toFloats()).containsOnly(Float.NaN);
      } else {
        assertThat(got.at(b).at(t).at(h).toFloats())
            .containsExactly(clean.output().at(b).at(t).at(h).toFloats());
      }
    }
  }

  @Test
  void no_number_in_a_value_stays_in_its_column_and_its_group() {
    Attention.Attended clean = attention.attend(q, k, v, options);
    Tensor dirty = v.copy();
    dirty.at(1).at(11).at(2).at(5).data().copyFrom(MemorySegment.ofArray(new float[] {Float.NaN}));

    Tensor got = attention.attend(q, k, dirty, options).output();

    for (int row = 0; row < B * T * H; row++) {
      int h = row % H;
      int t = row / H % T;
      int b = row / H / T;
      float[] expected = clean.output().at(b).at(t).at(h).toFloats();
      if (b == 1 && h / (H / HKV) == 2) {
        expected[5] = Float.NaN;
      }
      assertThat(got.at(b).at(t).at(h).toFloats()).containsExactly(expected);
    }
  }

  @ParameterizedTest(name = "{0} bytes off")
  @ValueSource(ints = {1, 2, 4, 31})
  void foreign_memory_gives_the_same_bits_wherever_it_begins(int offset) {
    Attention.Attended aligned = attention.attend(q, k, v, options);

    Attention.Attended got =
        attention.attend(moved(q, offset), moved(k, offset), moved(v, offset), options);

    same(got, aligned);
  }

  private static Tensor moved(Tensor x, int offset) {
    MemorySegment memory = Arena.ofAuto().allocate(x.data().byteSize() + offset, 64);
    MemorySegment data = memory.asSlice(offset).copyFrom(x.data());
    return Tensor.over(data, DType.F32, x.sizes());
  }

  private static void same(Attention.Attended got, Attention.Attended expected) {
    assertThat(got.output().toFloats()).containsExactly(expected.output().toFloats());
    assertThat(got.lse().toFloats()).containsExactly(expected.lse().toFloats());
  }
}
