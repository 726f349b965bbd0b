package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every axis of attention without anything on it, alone and with others, under every mask, after
 * other calls have left their numbers in memory.
 */
class EmptyAxesTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final int AXES = 6;

  /**
   * The log-sum-exp, below 8, errs by at most two units, 2⁻²⁰; the difference, its power and the
   * quotient round at 2⁻²⁴ each.
   */
  private static final double SAME = (16 + 3) * 0x1p-24;

  private final Attention attention = new Attention(PARALLEL);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  /** B, T, S, H, Hkv and D, Dv of one call: of full ones, each set of axes empty. */
  record Sizes(int batch, int queries, int keys, int heads, int keyHeads, int dim, int valueDim) {
    static Sizes of(int empty, Sizes full) {
      boolean headless = (empty & 8) != 0;
      return new Sizes(
          (empty & 1) != 0 ? 0 : full.batch,
          (empty & 2) != 0 ? 0 : full.queries,
          (empty & 4) != 0 ? 0 : full.keys,
          headless ? 0 : full.heads,
          headless && (empty & 1) != 0 ? 0 : full.keyHeads,
          (empty & 16) != 0 ? 0 : full.dim,
          (empty & 32) != 0 ? 0 : full.valueDim);
    }
  }

  static List<Sizes> sizes() {
    List<Sizes> all = new ArrayList<>();
    // Few queries in one block of heads, few of a wide group, many; values that fill lanes or not.
    List<Sizes> full = List.of(
        new Sizes(3, 1, 211, 6, 3, 17, 16),
        new Sizes(2, 5, 7, 2, 2, 19, 32),
        new Sizes(1, 4, 1637, 2, 2, 17, 64),
        new Sizes(2, 67, 13, 4, 2, 13, 5),
        new Sizes(1, 71, 61, 3, 1, 64, 64));
    for (Sizes each : full) {
      IntStream.range(0, 1 << AXES).forEach(empty -> all.add(Sizes.of(empty, each)));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void what_is_left_is_what_the_obvious_twin_gives(Sizes sizes) {
    SplittableRandom random = new SplittableRandom(sizes.hashCode());
    Tensor q = Configuration.normal(random, 1, sizes.batch, sizes.queries, sizes.heads, sizes.dim);
    Tensor k = Configuration.normal(random, 1, sizes.batch, sizes.keys, sizes.keyHeads, sizes.dim);
    Tensor v =
        Configuration.normal(random, 1, sizes.batch, sizes.keys, sizes.keyHeads, sizes.valueDim);
    Tensor set = Tensor.zeros(DType.BOOL, 1, sizes.keys);
    for (Mask mask : masks(random, sizes)) {
      AttentionOptions options = AttentionOptions.full(13).withMask(mask);
      for (AttentionOptions each : List.of(options, options.withCap(SoftCap.at(5)))) {
        Configuration c = new Configuration(0, q, k, v, each);
        leaveNumbers(random);
        Gathered got = Gathered.of(attention, c, Alignment.bottomRight(), set);
        leaveNumbers(random);
        Attention.Attended plain = attention.attend(q, k, v, each);

        check(c, got, ReferenceAttention.attend(q, k, v, each));
        assertThat(plain.output().toFloats())
            .containsExactly(got.call().output().toFloats());
      }
    }
  }

  private static List<Mask> masks(SplittableRandom random, Sizes sizes) {
    int[] lengths =
        IntStream.range(0, sizes.batch).map(b -> sizes.keys / (b + 1)).toArray();
    Tensor allowed = Tensor.zeros(DType.BOOL, 1, 1, sizes.queries, sizes.keys);
    allowed.data().fill((byte) 1);
    Tensor bias =
        Configuration.normal(random, 1, sizes.batch, sizes.heads, sizes.queries, sizes.keys);
    return List.of(
        Mask.none(),
        Mask.causal(),
        Mask.padding(lengths),
        Mask.window(Alignment.topLeft(), Reach.of(3), Reach.of(2)).and(Mask.padding(lengths)),
        Mask.allowed(allowed),
        Mask.bias(bias).and(Mask.causal()));
  }

  /** A call of other sizes on the same threads, whose scores are far from 0. */
  private void leaveNumbers(SplittableRandom random) {
    Tensor x = Configuration.normal(random, 30, 1, 5 + random.nextInt(60), 3, 61);
    attention.attend(x, x, x, AttentionOptions.full(1));
    Tensor one = Configuration.normal(random, 30, 1, 3, 3, 61);
    Tensor v = Configuration.normal(random, 30, 1, x.size(1), 3, 64);
    attention.attend(one, x, v, AttentionOptions.full(1));
  }

  /** Scores of normal numbers, of 64 products and below 2⁵, err by less than 2⁻¹⁷ altogether. */
  private static void check(Configuration c, Gathered got, Attention.Attended twin) {
    close(got.call().output(), twin.output());
    close(got.call().lse(), twin.lse());
    int heads = c.q().size(2);
    int queries = c.q().size(1);
    for (int row = 0; row < c.q().size(0) * heads * queries; row += 1 + row / 3) {
      int t = row % queries;
      int h = row / queries % heads;
      int b = row / queries / heads;
      float[] weights = got.call().weights(b, h, t);
      double entropy = 0;
      for (float w : weights) {
        entropy -= w == 0 ? 0 : w * StrictMath.log(w);
      }
      assertThat(weights).hasSize(c.k().size(1));
      assertThat(Math.abs(entropy - got.entropy().get(row))).isLessThan(0x1p-12);
      assertThat(got.call().dots(b, h, t)).hasSize(weights.length);
      if (t == 0) {
        assertThat(got.call().weights(b, h)[t]).containsExactly(weights);
      }
    }
  }

  private static void close(Tensor got, Tensor exact) {
    assertThat(got.sizes()).containsExactly(exact.sizes());
    for (long i = 0; i < exact.count(); i++) {
      boolean same = got.get(i) == exact.get(i) || Math.abs(got.get(i) - exact.get(i)) < 0x1p-15;
      assertThat(same).as("%s is %s, exactly %s", i, got.get(i), exact.get(i)).isTrue();
    }
  }

  @Test
  void keys_that_nobody_looks_at_receive_nothing() {
    for (int heads : new int[] {0, 2}) {
      for (int queries : new int[] {0, 3}) {
        Tensor q = Tensor.zeros(1, queries, heads, 5);
        Tensor k = Tensor.zeros(1, 211, 2, 5);
        Tensor mass = Tensor.zeros(1, heads, 211);
        mass.data().fill((byte) 0x41);
        Tensor lse = Tensor.zeros(1, heads, queries);

        attention.attend(
            q,
            k,
            k,
            AttentionOptions.full(5),
            Tensor.zeros(q.sizes()),
            lse,
            Statistics.of(new Statistic.Received(mass)));

        float each = queries / 211f;
        for (float value : mass.toFloats()) {
          assertThat(Math.abs(value - each)).isLessThan(0x1p-22f);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 4, 1, 1", "1, 211, 6, 3", "67, 13, 4, 2", "3, 1637, 2, 2", "5, 7, 3, 1"})
  void without_dimensions_every_product_is_0_and_every_key_weighs_the_same(
      int queries, int keys, int heads, int keyHeads) {
    leaveNumbers(new SplittableRandom(keys));
    Tensor q = Tensor.zeros(1, queries, heads, 0);
    Tensor k = Tensor.zeros(1, keys, keyHeads, 0);
    Tensor v = Tensor.zeros(1, keys, keyHeads, 3);
    AttentionOptions options = AttentionOptions.full(1);
    Attention.Attended got = attention.attend(q, k, v, options);
    AttentionCall call =
        new AttentionCall(AttentionSite.encoder(0), 0, q, k, v, got.output(), got.lse(), options);

    for (int h = 0; h < heads; h++) {
      for (int t = 0; t < queries; t++) {
        assertThat(call.dots(0, h, t)).containsExactly(new float[keys]);
        assertWeights(call.weights(0, h, t), keys);
        assertWeights(call.weights(0, h)[t], keys);
        assertThat(call.weight(0, h, t, keys - 1) * (double) keys).isCloseTo(1, within(SAME));
      }
    }
  }

  private static void assertWeights(float[] weights, int keys) {
    assertThat(weights).hasSize(keys);
    for (float weight : weights) {
      assertThat(weight * (double) keys).isCloseTo(1, within(SAME));
    }
  }

  @Test
  void without_dimensions_four_keys_weigh_a_quarter_each() {
    Tensor q = Tensor.zeros(1, 2, 1, 0);
    Tensor k = Tensor.zeros(1, 4, 1, 0);
    Tensor v = Tensor.of(new float[] {1, 2, 3, 6}, 1, 4, 1, 1);
    AttentionOptions options = AttentionOptions.full(1);

    Attention.Attended got = attention.attend(q, k, v, options);
    AttentionCall call =
        new AttentionCall(AttentionSite.encoder(0), 0, q, k, v, got.output(), got.lse(), options);

    assertThat(got.output().toFloats()).containsExactly(3, 3);
    for (int t = 0; t < 2; t++) {
      assertThat(call.weights(0, 0, t)).containsExactly(0.25f, 0.25f, 0.25f, 0.25f);
      assertThat(call.dots(0, 0, t)).containsExactly(0, 0, 0, 0);
    }
  }

  @Test
  void a_row_that_is_not_there_is_named() {
    Tensor x = Tensor.zeros(1, 2, 3, 5);
    Attention.Attended got = attention.attend(x, x, x, AttentionOptions.full(5));
    AttentionCall call = new AttentionCall(
        AttentionSite.encoder(0), 0, x, x, x, got.output(), got.lse(), AttentionOptions.full(5));

    assertThatThrownBy(() -> call.weights(0, 3, 1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("attention: a row must lie inside B=1, H=3, T=2; got b=0, h=3, t=1");
    assertThatThrownBy(() -> call.weight(0, 1, 2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> call.weight(0, 1, 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> call.weights(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
