package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * NaN, what hides it and what it spoils, in few queries and many, in one block of keys, in several,
 * and in parts that are merged.
 */
class SpecialValuesTest {
  private static final int BATCH = 2;
  private static final int HEADS = 4;
  private static final int KEY_HEADS = 2;
  private static final Parallel PARALLEL = new Parallel(2);

  /** NaN as the JDK writes it, as x86 makes it, as a GPU makes it, and two with odd bits. */
  private static final int[] NANS = {0x7fc00000, 0xffc00000, 0x7fffffff, 0x7fc00001, 0xffc000ff};

  private final SplittableRandom random = new SplittableRandom(11);
  private final Attention attention = new Attention(PARALLEL);

  /** Both orientations of queries, in one block of keys, in two and in two parts. */
  enum Sizes {
    FEW(2, 7, 5, 16),
    FEW_BLOCKS(2, 101, 17, 32),
    FEW_PARTS(2, 1637, 3, 16),
    MANY(13, 7, 5, 3),
    MANY_BLOCKS(37, 101, 131, 17),
    MANY_PARTS(11, 1637, 3, 5);

    final int queries;
    final int keys;
    final int dim;
    final int valueDim;

    Sizes(int queries, int keys, int dim, int valueDim) {
      this.queries = queries;
      this.keys = keys;
      this.dim = dim;
      this.valueDim = valueDim;
    }
  }

  /** Ways to hide one key from every query. */
  enum Hiding {
    LENGTH,
    WINDOW,
    TABLE,
    BIAS,
    BIAS_UNDER_NAN
  }

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  @ParameterizedTest
  @EnumSource
  void no_number_in_a_query_spoils_its_row_and_no_other(Sizes sizes) {
    Input input = input(sizes);
    Attention.Attended clean = run(input, Mask.none());

    for (int nan : NANS) {
      int row = random.nextInt(BATCH * sizes.queries * HEADS);
      Tensor q = input.q.copy();
      set(q, row * sizes.dim + random.nextInt(sizes.dim), Float.intBitsToFloat(nan));

      Attention.Attended spoilt = run(new Input(q, input.k, input.v), Mask.none());

      onlySpoilt(clean, spoilt, at -> at == row);
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_number_in_a_key_spoils_the_rows_that_see_it_and_no_other(Sizes sizes) {
    Input input = input(sizes);
    Mask mask = Mask.causal();
    Attention.Attended clean = run(input, mask);

    for (int nan : NANS) {
      int b = random.nextInt(BATCH);
      int s = sizes.keys - 1 - random.nextInt(Math.min(sizes.queries, sizes.keys));
      int keyHead = random.nextInt(KEY_HEADS);
      Tensor k = input.k.copy();
      int keyRow = (b * sizes.keys + s) * KEY_HEADS + keyHead;
      set(k, keyRow * sizes.dim + random.nextInt(sizes.dim), Float.intBitsToFloat(nan));

      Attention.Attended spoilt = run(new Input(input.q, k, input.v), mask);

      onlySpoilt(clean, spoilt, row -> {
        int t = row / HEADS % sizes.queries;
        boolean group = row % HEADS / (HEADS / KEY_HEADS) == keyHead;
        boolean seen = s < mask.endKey(b, t, sizes.queries, sizes.keys);
        return row / HEADS / sizes.queries == b && group && seen;
      });
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_number_in_a_bias_spoils_its_row_and_no_other(Sizes sizes) {
    Input input = input(sizes);
    Tensor bias = Configuration.normal(random, 1, BATCH, HEADS, sizes.queries, sizes.keys);
    Attention.Attended clean = run(input, Mask.bias(bias));

    for (int nan : NANS) {
      int b = random.nextInt(BATCH);
      int h = random.nextInt(HEADS);
      int t = random.nextInt(sizes.queries);
      int row = (b * sizes.queries + t) * HEADS + h;
      Tensor odd = bias.copy();
      int biasRow = (b * HEADS + h) * sizes.queries + t;
      set(odd, biasRow * sizes.keys + random.nextInt(sizes.keys), Float.intBitsToFloat(nan));

      Attention.Attended spoilt = run(input, Mask.bias(odd));

      onlySpoilt(clean, spoilt, at -> at == row);
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "NaN, LENGTH",
    "NaN, WINDOW",
    "NaN, TABLE",
    "NaN, BIAS",
    "NaN, BIAS_UNDER_NAN",
    "Infinity, LENGTH",
    "Infinity, WINDOW",
    "Infinity, TABLE",
    "Infinity, BIAS",
    "-Infinity, TABLE",
    "-Infinity, BIAS"
  })
  void what_stands_in_a_hidden_key_has_no_influence(float hidden, Hiding hiding) {
    for (Sizes sizes : Sizes.values()) {
      Input input = input(sizes);
      int s = hiding == Hiding.LENGTH || hiding == Hiding.WINDOW ? sizes.keys - 1 : 3;
      Mask mask = hiding(hiding, sizes, s);
      Tensor k = input.k.copy();
      for (int row = 0; row < BATCH * sizes.keys * KEY_HEADS; row++) {
        if (row / KEY_HEADS % sizes.keys == s) {
          set(k, row * sizes.dim, hidden);
        }
      }

      Attention.Attended clean = run(input, mask);
      Attention.Attended got = run(new Input(input.q, k, input.v), mask);

      assertThat(clean.output().toFloats()).as(sizes.name()).doesNotContain(Float.NaN);
      onlySpoilt(clean, got, _ -> false);
      float[] weights = call(new Input(input.q, k, input.v), mask).weights(1, 2, 1);
      assertThat(weights).as(sizes.name()).doesNotContain(Float.NaN);
      assertThat(weights[s]).isZero();
    }
  }

  private Mask hiding(Hiding hiding, Sizes sizes, int s) {
    Tensor bias = Configuration.normal(random, 1, 1, 1, sizes.queries, sizes.keys);
    Tensor allowed = Tensor.zeros(DType.BOOL, 1, 1, sizes.queries, sizes.keys);
    for (int i = 0; i < allowed.count(); i++) {
      boolean seen = i % sizes.keys != s;
      allowed.data().set(ValueLayout.JAVA_BYTE, i, (byte) (seen ? 1 : 0));
      if (!seen && hiding == Hiding.BIAS) {
        set(bias, i, Float.NEGATIVE_INFINITY);
      } else if (!seen && hiding == Hiding.BIAS_UNDER_NAN) {
        set(bias, i, Float.NaN);
      }
    }
    return switch (hiding) {
      case LENGTH -> Mask.padding(s, s);
      case WINDOW -> Mask.causal(Alignment.at(s - sizes.queries));
      case TABLE -> Mask.allowed(allowed);
      case BIAS -> Mask.bias(bias);
      // Whichever comes first.
      case BIAS_UNDER_NAN -> Mask.bias(bias).and(Mask.allowed(allowed)).and(Mask.bias(bias));
    };
  }

  @ParameterizedTest
  @EnumSource
  void a_row_that_sees_nothing_gives_zeros_and_minus_infinity(Sizes sizes) {
    Input input = input(sizes);
    Tensor bias = Tensor.zeros(1, 1, sizes.queries, sizes.keys);
    for (int i = 0; i < bias.count(); i++) {
      set(bias, i, Float.NEGATIVE_INFINITY);
    }
    Tensor nothing = Tensor.zeros(DType.BOOL, 1, 1, sizes.queries, sizes.keys);
    Mask behind = Mask.window(Alignment.at(sizes.keys + 7), Reach.of(3), Reach.open());
    Mask before = Mask.causal(Alignment.at(-sizes.queries - 3));
    Mask apart = Mask.causal(Alignment.topLeft())
        .and(Mask.window(Alignment.at(sizes.queries), Reach.of(0), Reach.open()));
    // What a key holds that nobody sees changes nothing.
    set(input.k, 0, Float.NaN);

    for (Mask mask : new Mask[] {
      Mask.padding(0, 0), behind, before, apart, Mask.bias(bias), Mask.allowed(nothing)
    }) {
      Attention.Attended got = run(input, mask);

      assertThat(got.output().toFloats()).as(mask.toString()).containsOnly(0f);
      assertThat(got.lse().toFloats()).containsOnly(Float.NEGATIVE_INFINITY);
      assertThat(call(input, mask).weights(0, 1, 1)).containsOnly(0f);
    }
  }

  /** Bits must not tell: zeros of either sign are the same score. */
  @ParameterizedTest
  @EnumSource
  void a_zero_below_zero_is_a_zero(Sizes sizes) {
    Input input = input(sizes);
    Input zero = new Input(scaled(input.q, 0), input.k, input.v);
    Input minus = new Input(scaled(input.q, -0f), input.k, input.v);

    onlySpoilt(run(zero, Mask.none()), run(minus, Mask.none()), _ -> false);
    Tensor nothing =
        run(new Input(input.q, input.k, scaled(input.v, -0f)), Mask.none()).output();
    assertThat(scaled(nothing, 1).toDoubles()).containsOnly(0.0);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void a_soft_cap_follows_the_limit_of_infinity_and_keeps_nan(float value) {
    for (Sizes sizes : Sizes.values()) {
      Input input = input(sizes);
      Tensor q = scaled(input.q, 0);
      for (int row = 0; row < BATCH * sizes.queries * HEADS; row++) {
        set(q, row * sizes.dim, 1);
      }
      Tensor k = scaled(input.k, 0);
      set(k, 0, value);
      AttentionOptions options = AttentionOptions.full(sizes.dim).withCap(SoftCap.at(3));

      float got = (float) attention.attend(q, k, input.v, options).lse().get(0);
      float[] weights = call(new Input(q, k, input.v), options).weights(0, 0, 0);

      if (Float.isNaN(value)) {
        assertThat(got).isNaN();
        assertThat(weights).containsOnly(Float.NaN);
      } else {
        // A score of 3 and else zeros; the logarithm's own error beside it.
        double exact = StrictMath.log(StrictMath.exp(3) + sizes.keys - 1);
        assertThat(Math.abs(got - exact)).isLessThan(4 * Math.ulp((float) exact));
      }
    }
  }

  private record Input(Tensor q, Tensor k, Tensor v) {}

  private Input input(Sizes sizes) {
    return new Input(
        Configuration.normal(random, 1, BATCH, sizes.queries, HEADS, sizes.dim),
        Configuration.normal(random, 1, BATCH, sizes.keys, KEY_HEADS, sizes.dim),
        Configuration.normal(random, 1, BATCH, sizes.keys, KEY_HEADS, sizes.valueDim));
  }

  private Attention.Attended run(Input input, Mask mask) {
    AttentionOptions options = AttentionOptions.full(input.q.size(3)).withMask(mask);
    return attention.attend(input.q, input.k, input.v, options);
  }

  private AttentionCall call(Input input, Mask mask) {
    return call(input, AttentionOptions.full(input.q.size(3)).withMask(mask));
  }

  private AttentionCall call(Input input, AttentionOptions options) {
    Attention.Attended got = attention.attend(input.q, input.k, input.v, options);
    return new AttentionCall(
        AttentionSite.encoder(0), 0, input.q, input.k, input.v, got.output(), got.lse(), options);
  }

  /** Asserts that some rows, counted (B, T, H), are all NaN, and the others the same bits. */
  private static void onlySpoilt(
      Attention.Attended clean, Attention.Attended got, IntPredicate spoilt) {
    int queries = clean.output().size(1);
    int width = clean.output().size(3);
    float[] output = clean.output().toFloats();
    float[] lse = clean.lse().toFloats();
    for (int row = 0; row < lse.length; row++) {
      if (spoilt.test(row)) {
        int t = row / HEADS % queries;
        Arrays.fill(output, row * width, (row + 1) * width, Float.NaN);
        lse[(row / HEADS / queries * HEADS + row % HEADS) * queries + t] = Float.NaN;
      }
    }
    assertThat(bits(got.output().toFloats())).isEqualTo(bits(output));
    assertThat(bits(got.lse().toFloats())).isEqualTo(bits(lse));
  }

  /** Of all NaNs the same. */
  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length)
        .map(i -> Float.floatToIntBits(values[i]))
        .toArray();
  }

  private static Tensor scaled(Tensor x, float factor) {
    float[] values = x.toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return Tensor.of(values, x.sizes());
  }

  private static void set(Tensor x, int at, float value) {
    x.data().set(ValueLayout.JAVA_FLOAT, at * 4L, value);
  }
}
