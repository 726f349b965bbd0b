package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.Uniform;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast operations against the obvious ones where numbers or sizes come to an end. */
class OpsEdgesTest {
  private static final double UNIT = 0x1p-24;
  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final float LARGEST = Float.MAX_VALUE;
  private static final EagerOps EAGER = EagerOps.on(new Parallel(2));
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  private final Uniform uniform = new Uniform(19);

  @AfterAll
  static void close() {
    EAGER.close();
  }

  @Test
  void softmax_gives_minus_infinity_exactly_nothing() {
    Tensor x = Tensor.of(new float[] {-INFINITY, 2, -INFINITY, 2, -INFINITY}, 1, 5);

    alike(x, ops -> ops.softmax(x));
    assertThat(EAGER.softmax(x).toFloats()).containsExactly(0, 0.5f, 0, 0.5f, 0);
  }

  @Test
  void softmax_of_large_numbers_does_not_overflow() {
    Tensor x = Tensor.of(new float[] {LARGEST, -LARGEST, LARGEST, 88.8f, 0, LARGEST, LARGEST}, 7);

    assertThat(EAGER.softmax(x).toFloats()).containsExactly(0.25f, 0, 0.25f, 0, 0, 0.25f, 0.25f);
    assertThat(REFERENCE.softmax(x).toFloats())
        .containsExactly(0.25f, 0, 0.25f, 0, 0, 0.25f, 0.25f);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void softmax_of_no_number_or_infinity_spoils_its_row_alone(float spoilt) {
    for (int width : new int[] {1, 3, 16, 17, 37}) {
      float[] values = uniform.tensor(3, width).toFloats();
      values[width + width / 2] = spoilt;
      Tensor x = Tensor.of(values, 3, width);

      Tensor got = EAGER.softmax(x);

      assertThat(got.at(1).toFloats()).containsOnly(Float.NaN);
      assertThat(got.at(0).toFloats()).doesNotContain(Float.NaN);
      assertThat(got.at(2).toFloats()).doesNotContain(Float.NaN);
      assertThat(REFERENCE.softmax(x).at(1).toFloats()).containsOnly(Float.NaN);
    }
  }

  @Test
  void softmax_of_nothing_but_minus_infinity_is_no_number() {
    float[] row = new float[17];
    Arrays.fill(row, -INFINITY);
    Tensor x = Tensor.of(row, 17);

    assertThat(EAGER.softmax(x).toFloats()).containsOnly(Float.NaN);
    assertThat(REFERENCE.softmax(x).toFloats()).containsOnly(Float.NaN);
  }

  @Test
  void the_layer_norm_of_equal_numbers_is_the_bias() {
    // 773 · 3 and each partial sum of it are exact, so the mean is 3 and every difference 0.
    LayerNorm norm = new LayerNorm(uniform.tensor(773), uniform.tensor(773), 1e-12f);
    Tensor x = constant(3, 2, 773);

    assertThat(EAGER.layerNorm(x, norm).at(1).toFloats())
        .containsExactly(norm.bias().toFloats());
  }

  @ParameterizedTest(name = "epsilon = {0}")
  @ValueSource(floats = {1e-5f, 1e-12f})
  void the_layer_norm_of_equal_numbers_errs_by_its_means_rounding_over_root_epsilon(float epsilon) {
    int width = 773;
    LayerNorm norm = new LayerNorm(constant(1, width), constant(0, width), epsilon);
    Tensor x = constant(0.1f, 1, width);

    float[] got = EAGER.layerNorm(x, norm).toFloats();

    // The mean is a sum of 49 terms, folded 4 times and divided: 54 roundings of 0.1 at most, and
    // (x - mean) / root(variance + epsilon) is at most that over root epsilon.
    float most = (float) (54 * UNIT * 0.1 / Math.sqrt(epsilon));
    for (float value : got) {
      assertThat(value).isCloseTo(0, within(most));
    }
    assertThat(REFERENCE.layerNorm(x, norm).get(0)).isCloseTo(0, within(1e-9));
  }

  @Test
  void a_layer_norm_with_no_number_spoils_its_row_alone() {
    float[] values = uniform.tensor(3, 37).toFloats();
    values[40] = Float.NaN;
    Tensor x = Tensor.of(values, 3, 37);
    LayerNorm norm = new LayerNorm(uniform.tensor(37), uniform.tensor(37), 1e-5f);

    Tensor got = EAGER.layerNorm(x, norm);

    assertThat(got.at(1).toFloats()).containsOnly(Float.NaN);
    assertThat(got.at(0).toFloats()).doesNotContain(Float.NaN);
    assertThat(got.at(2).toFloats()).doesNotContain(Float.NaN);
  }

  @Test
  void a_linear_layer_with_no_number_spoils_its_row_alone() {
    float[] values = uniform.tensor(3, 37).toFloats();
    values[40] = Float.NaN;
    Linear layer = Linear.of(uniform.tensor(67, 37), uniform.tensor(67));

    Tensor got = EAGER.linear(Tensor.of(values, 3, 37), layer);

    assertThat(got.at(1).toFloats()).containsOnly(Float.NaN);
    assertThat(got.at(0).toFloats()).doesNotContain(Float.NaN);
    assertThat(got.at(2).toFloats()).doesNotContain(Float.NaN);
  }

  @Test
  void numbers_whose_squares_overflow_leave_nothing_of_a_row() {
    Tensor x = Tensor.of(new float[] {1e20f, -1e20f, 2e20f, 0, 3e20f}, 5);
    Tensor bias = uniform.tensor(5);

    assertThat(EAGER.unit(x).toFloats()).containsExactly(0, -0f, 0, 0, 0);
    assertThat(EAGER.layerNorm(x, new LayerNorm(uniform.tensor(5), bias, 1e-5f)).toFloats())
        .containsExactly(bias.toFloats());
  }

  @ParameterizedTest
  @EnumSource
  void gelu_at_its_ends_is_x_or_nothing(Gelu kind) {
    float[] values = {
      0, -0f, 11, -11, 88, -88, 1e10f, -1e10f, 1e20f, -1e20f, LARGEST, -LARGEST, INFINITY,
      -INFINITY, Float.NaN, 30, -30, 1e38f, -1e38f, 12, -12, 100, -100
    };
    Tensor x = Tensor.of(values, values.length);

    float[] got = EAGER.gelu(x, kind).toFloats();

    for (int i = 0; i < values.length; i++) {
      // -infinity · 0 is no number; elsewhere what is left of the sum of 1 and -1 is nothing.
      float expected = values[i] == -INFINITY ? Float.NaN : Math.max(values[i], 0);
      assertThat(got[i] + 0f).as("gelu(%s)", values[i]).isEqualTo(Float.valueOf(expected + 0f));
    }
    assertThat(alone(values, kind)).containsExactly(got);
  }

  @ParameterizedTest
  @EnumSource
  void gelu_of_tiny_numbers_is_half_of_them(Gelu kind) {
    float[] values = {1e-30f, -1e-30f, 1e-10f, -1e-10f, Float.MIN_NORMAL, -Float.MIN_NORMAL};

    float[] got = alone(values, kind);

    for (int i = 0; i < values.length; i++) {
      assertThat(got[i]).isEqualTo(values[i] / 2);
    }
  }

  /** Returns gelu of each number by itself, which is never done in lanes. */
  private static float[] alone(float[] values, Gelu kind) {
    float[] results = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      results[i] = EAGER.gelu(Tensor.of(new float[] {values[i]}, 1), kind).toFloats()[0];
    }
    return results;
  }

  @Test
  void relu_is_the_number_or_nothing_and_no_number_stays_one() {
    float[] values = {
      INFINITY, -INFINITY, Float.NaN, 0, -0f, LARGEST, -LARGEST, 1e-30f, -1e-30f, 2, -2, 7, -7, 1,
      -1, 0.5f, -0.5f, Float.NaN, 3, -3
    };
    Tensor x = Tensor.of(values, values.length);

    float[] got = EAGER.relu(x).toFloats();

    double[] exact = REFERENCE.relu(x).toDoubles();
    for (int i = 0; i < values.length; i++) {
      float expected = Float.isNaN(values[i]) ? Float.NaN : values[i] > 0 ? values[i] : 0;
      assertThat(got[i]).as("relu(%s)", values[i]).isEqualTo(Float.valueOf(expected));
      assertThat((float) exact[i]).isEqualTo(Float.valueOf(expected));
    }
  }

  @Test
  void silu_at_its_ends_is_x_or_nothing() {
    float[] values = {
      0, 20, -110, 88, 1e10f, -1e10f, LARGEST, -LARGEST, INFINITY, -INFINITY, Float.NaN, 1e-30f,
      -1e-30f, 100, -100, -1e20f, 1e20f
    };
    Tensor x = Tensor.of(values, values.length);

    float[] got = EAGER.silu(x).toFloats();

    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      // -infinity / infinity is no number.
      float large = value == -INFINITY ? Float.NaN : Math.max(value, 0);
      float expected = Math.abs(value) < 1 ? value / 2 : large;
      assertThat(got[i] + 0f).as("silu(%s)", value).isEqualTo(Float.valueOf(expected + 0f));
      assertThat(EAGER.silu(Tensor.of(new float[] {value}, 1)).toFloats()).containsExactly(got[i]);
    }
  }

  @Test
  void tanh_ends_in_one() {
    Tensor x = Tensor.of(new float[] {INFINITY, -INFINITY, Float.NaN, -0f, LARGEST, 1e-30f}, 6);

    float[] got = EAGER.tanh(x).toFloats();

    assertThat(got).containsExactly(1, -1, Float.NaN, -0f, 1, 1e-30f);
    assertThat(REFERENCE.tanh(x).toFloats()).containsExactly(got);
  }

  @Test
  void a_soft_cap_ends_at_its_cap() {
    float[] values = {INFINITY, -INFINITY, Float.NaN, 0, -0f, Float.MAX_VALUE, 1e-30f, -1e-30f, 900
    };
    float[] expected = {30, -30, Float.NaN, 0, -0f, 30, 1e-30f, -1e-30f, 30};

    float[] got = EAGER.softCap(Tensor.of(values, 9), 30).toFloats();

    for (int i = 0; i < 9; i++) {
      // The quotient and the product of a small number are two roundings.
      double most = 3 * UNIT * Math.abs(expected[i]);
      boolean close = Math.abs(got[i] - expected[i]) <= most;
      assertThat(close || (Float.isNaN(got[i]) && Float.isNaN(expected[i])))
          .as("softCap(%s) = %s", values[i], got[i])
          .isTrue();
      // By itself, which is never done in lanes.
      float[] alone = EAGER.softCap(Tensor.of(new float[] {values[i]}, 1), 30).toFloats();
      assertThat(alone).containsExactly(got[i]);
    }
  }

  @Test
  void products_are_those_of_floats() {
    Tensor a = Tensor.of(new float[] {INFINITY, 0, -0f, 1e30f, Float.NaN, 3, Float.MIN_VALUE}, 7);
    Tensor b = Tensor.of(new float[] {-2, INFINITY, 5, 1e30f, 1, -7, 0.25f}, 7);

    assertThat(EAGER.multiply(a, b).toFloats())
        .containsExactly(-INFINITY, Float.NaN, -0f, INFINITY, Float.NaN, -21, 0);
    assertThat(EAGER.scale(a, -2).toFloats())
        .containsExactly(-INFINITY, -0f, 0, -2e30f, Float.NaN, -6, -2 * Float.MIN_VALUE);
  }

  @Test
  void a_unit_vector_has_the_length_1() {
    Tensor x = Tensor.of(new float[] {3, 4, 0, 0, -5, 12}, 3, 2);

    assertThat(EAGER.unit(x).at(0).toFloats()).containsExactly(0.6f, 0.8f);
    assertThat(EAGER.unit(x).at(2).toFloats()).containsExactly(-5 / 13f, 12 / 13f);
    // There is none of a vector of zeros.
    assertThat(EAGER.unit(x).at(1).toFloats()).containsOnly(Float.NaN);
    assertThat(REFERENCE.unit(x).at(1).toFloats()).containsOnly(Float.NaN);
  }

  @ParameterizedTest(name = "{0} rows")
  @ValueSource(ints = {1, 2, 127, 255, 256, 257, 389})
  void a_mean_is_within_its_roundings_around_the_cut_of_its_sum(int rows) {
    Tensor x = uniform.tensor(rows + 389, 5);

    Tensor got = EAGER.mean(x, Sequences.of(rows, 389));

    double[] exact = REFERENCE.mean(x, Sequences.of(rows, 389)).toDoubles();
    for (int i = 0; i < exact.length; i++) {
      // Higham 2002, eq. 4.4, for terms of at most 2: one addition each, the parts, one division.
      double roundings = Math.min(rows, 256) + 4;
      assertThat(got.get(i)).isCloseTo(exact[i], within(roundings * UNIT * 2));
    }
  }

  @Test
  void a_mean_reads_no_row_of_another_sequence() {
    Tensor x = Tensor.of(new float[] {2, 4, Float.NaN, 3}, 4, 1);
    Sequences sequences = Sequences.of(2, 1, 1);

    assertThat(EAGER.mean(x, sequences).toFloats()).containsExactly(3, Float.NaN, 3);
    assertThat(REFERENCE.mean(x, sequences).toFloats()).containsExactly(3, Float.NaN, 3);
  }

  @Test
  void embeddings_and_gathered_rows_are_copies_bit_for_bit() {
    Tensor table = Tensor.of(new float[] {1, Float.NaN, -0f, 2, Float.MIN_VALUE, -INFINITY}, 3, 2);
    Tensor ids = Tensor.of(new int[] {2, 0, 2, 1}, 2, 2);

    Embedding embedding = Embedding.of(table);
    Tensor one = Tensor.of(new int[] {1});
    for (Tensor got : List.of(EAGER.embedding(ids, embedding), EAGER.gather(table, ids))) {
      assertThat(got.sizes()).containsExactly(2, 2, 2);
      assertThat(got.toFloats())
          .containsExactly(
              Float.MIN_VALUE, -INFINITY, 1, Float.NaN, Float.MIN_VALUE, -INFINITY, -0f, 2);
    }
    assertThat(EAGER.embedding(one, embedding).sizes()).containsExactly(2);
    assertThat(EAGER.gather(table, one).sizes()).containsExactly(2);
  }

  @Test
  void empty_tensors_give_empty_tensors() {
    for (int[] sizes : new int[][] {{0, 5}, {3, 0}, {0}, {2, 0, 7}, {0, 0, 0}}) {
      Tensor x = Tensor.zeros(sizes);
      LayerNorm norm = new LayerNorm(last(sizes), last(sizes), 1e-5f);

      alike(x, ops -> ops.add(x, x));
      alike(x, ops -> ops.gelu(x, Gelu.ERF));
      alike(x, ops -> ops.gelu(x, Gelu.TANH));
      alike(x, ops -> ops.relu(x));
      alike(x, ops -> ops.silu(x));
      alike(x, ops -> ops.tanh(x));
      alike(x, ops -> ops.softmax(x));
      alike(x, ops -> ops.unit(x));
      alike(x, ops -> ops.layerNorm(x, norm));
    }
    Tensor nobody = Tensor.zeros(0, 5);
    alike(nobody, ops -> ops.mean(nobody, Sequences.of()));
    Tensor none = Tensor.of(new int[0], 0);
    alike(nobody, ops -> ops.embedding(none, Embedding.of(nobody)));
    alike(nobody, ops -> ops.gather(nobody, none));
    Tensor heads = Tensor.zeros(0, 3, 5, 7);
    alike(
        heads,
        ops ->
            ops.attention(AttentionSite.encoder(0), heads, heads, heads, AttentionOptions.full(7)));
  }

  private static Tensor last(int... sizes) {
    return Tensor.zeros(sizes[sizes.length - 1]);
  }

  @Test
  void a_linear_layer_without_rows_inputs_or_outputs_is_well_defined() {
    for (int[] sizes : new int[][] {{0, 5, 7}, {3, 0, 7}, {3, 5, 0}}) {
      Tensor x = uniform.tensor(sizes[0], sizes[1]);
      Tensor weight = uniform.tensor(sizes[2], sizes[1]);
      Tensor bias = uniform.tensor(sizes[2]);
      Linear layer = Linear.of(weight, bias);

      alike(x, ops -> ops.linear(x, layer));
    }
    // Without inputs the sum is empty.
    Tensor bias = uniform.tensor(7);
    Tensor got = EAGER.linear(Tensor.zeros(3, 0), Linear.of(Tensor.zeros(7, 0), bias));
    assertThat(got.at(2).toFloats()).containsExactly(bias.toFloats());
  }

  @Test
  void a_single_number_is_a_row_of_one() {
    Tensor x = Tensor.of(new float[] {0.7f});

    alike(x, ops -> ops.add(x, x));
    alike(x, ops -> ops.gelu(x, Gelu.ERF));
    alike(x, ops -> ops.tanh(x));
    assertThat(EAGER.softmax(x).toFloats()).containsExactly(1);
    assertThat(EAGER.softmax(x).sizes()).isEmpty();
    assertThat(EAGER.unit(x).toFloats()).containsExactly(1);
  }

  /** Both ways give the same sizes, and numbers that differ by a few roundings. */
  private static void alike(Tensor x, Function<Ops, Tensor> operation) {
    Tensor exact = operation.apply(REFERENCE);
    Tensor got = operation.apply(EAGER);

    assertThat(got.sizes()).as("of %s", x).containsExactly(exact.sizes());
    for (long i = 0; i < exact.count(); i++) {
      assertThat(got.get(i)).isCloseTo(exact.get(i), within(8 * UNIT * Math.abs(exact.get(i))));
    }
  }

  private static Tensor constant(float value, int... sizes) {
    Tensor x = Tensor.zeros(sizes);
    float[] values = x.toFloats();
    Arrays.fill(values, value);
    return Tensor.of(values, sizes);
  }
}
