package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.ArrayArena;
import io.blick.core.Uniform;
import io.blick.core.kernel.ElementKernels;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.core.weight.BlockFormat;
import io.blick.core.weight.KnownBlocks;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any single argument or result may lie in an array while all others do not: the same bits. */
class ForeignPlacesTest {
  private static final Parallel PARALLEL = new Parallel(2);

  private final Uniform uniform = new Uniform(31);
  private final LinearProduct product = new LinearProduct(PARALLEL);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  @ParameterizedTest(name = "{0} rows, {1} inputs")
  @CsvSource({"1, 131", "3, 521", "5, 521", "263, 131", "263, 521"})
  void linear(int rows, int inputs) {
    Tensor x = uniform.tensor(rows, inputs);
    Tensor weight = uniform.tensor(131, inputs);
    Tensor bias = uniform.tensor(131);

    for (Activation activation : List.of(Activation.NONE, Gelu.TANH)) {
      for (boolean packed : new boolean[] {false, true}) {
        Linear own = layer(weight, bias, packed);
        float[] expected = linear(x, own, activation, UnaryOperator.identity());

        assertThat(linear(inArray(x), own, activation, UnaryOperator.identity()))
            .as("x")
            .isEqualTo(expected);
        assertThat(linear(
                x, layer(inArray(weight), bias, packed), activation, UnaryOperator.identity()))
            .as("W")
            .isEqualTo(expected);
        assertThat(linear(
                x, layer(weight, inArray(bias), packed), activation, UnaryOperator.identity()))
            .as("bias")
            .isEqualTo(expected);
        assertThat(linear(x, own, activation, ForeignPlacesTest::inArray))
            .as("y")
            .isEqualTo(expected);
      }
      assertThat(linear(
              x,
              Linear.of(weight, bias).packed(new ArrayArena()),
              activation,
              UnaryOperator.identity()))
          .as("packed W")
          .isEqualTo(linear(x, layer(weight, bias, true), activation, UnaryOperator.identity()));
    }
  }

  @ParameterizedTest(name = "{0} rows")
  @ValueSource(ints = {1, 3, 67})
  void linear_with_blocks(int rows) {
    Tensor x = uniform.tensor(rows, 544);
    Linear layer = Linear.of(KnownBlocks.drawn(BlockFormat.Q4_1, 131, 544, 83));
    Linear own = layer.packed();
    float[] expected = linear(x, own, Gelu.TANH, UnaryOperator.identity());

    assertThat(linear(inArray(x), own, Gelu.TANH, UnaryOperator.identity())).isEqualTo(expected);
    assertThat(linear(x, own, Gelu.TANH, ForeignPlacesTest::inArray)).isEqualTo(expected);
    assertThat(linear(x, layer.packed(new ArrayArena()), Gelu.TANH, UnaryOperator.identity()))
        .isEqualTo(expected);
  }

  @Test
  void rows() {
    Rows rows = new Rows(PARALLEL);
    Tensor x = uniform.tensor(67, 131);
    Tensor b = uniform.tensor(67, 131);
    LayerNorm norm = new LayerNorm(uniform.tensor(131), uniform.tensor(131), 1e-5f);
    LayerNorm gain = new LayerNorm(inArray(norm.gain()), norm.bias(), 1e-5f);
    LayerNorm bias = new LayerNorm(norm.gain(), inArray(norm.bias()), 1e-5f);
    RmsNorm rms = new RmsNorm(norm.gain(), 1e-5f);
    RmsNorm rmsGain = new RmsNorm(gain.gain(), 1e-5f);
    assertThat(rows(rows, new Norms.Rms().of(rmsGain), x, UnaryOperator.identity()))
        .isEqualTo(rows(rows, new Norms.Rms().of(rms), x, UnaryOperator.identity()));
    float[] softmax = rows(rows, Rows::softmax, x, UnaryOperator.identity());
    float[] sum = rows(rows, sum().of(b), x, UnaryOperator.identity());
    float[] normed = rows(rows, new Norms.Layer().of(norm), x, UnaryOperator.identity());

    assertThat(rows(rows, Rows::softmax, inArray(x), UnaryOperator.identity())).isEqualTo(softmax);
    assertThat(rows(rows, Rows::softmax, x, ForeignPlacesTest::inArray)).isEqualTo(softmax);
    assertThat(rows(rows, sum().of(inArray(b)), x, UnaryOperator.identity())).isEqualTo(sum);
    assertThat(rows(rows, new Norms.Layer().of(gain), x, UnaryOperator.identity()))
        .isEqualTo(normed);
    assertThat(rows(rows, new Norms.Layer().of(bias), x, UnaryOperator.identity()))
        .isEqualTo(normed);
  }

  @Test
  void rows_that_are_too_long_for_a_copy() {
    Rows rows = new Rows(PARALLEL);
    Tensor x = uniform.tensor(3, 16_411);
    float[] expected = rows(rows, Rows::softmax, x, UnaryOperator.identity());

    assertThat(rows(rows, Rows::softmax, inArray(x), ForeignPlacesTest::inArray))
        .isEqualTo(expected);
  }

  private static Linear layer(Tensor weight, Tensor bias, boolean packed) {
    Linear layer = Linear.of(weight, bias);
    return packed ? layer.packed() : layer;
  }

  private float[] linear(Tensor x, Linear layer, Activation activation, UnaryOperator<Tensor> at) {
    Tensor y = at.apply(Tensor.zeros(x.size(0), layer.outputs()));
    product.run(x, layer, activation, y, x.size(0), x.size(1));
    return y.toFloats();
  }

  private static Elementwise.WithTensor sum() {
    return new Elementwise.WithTensor("add: b", ElementKernels::add);
  }

  private static float[] rows(Rows rows, Rows.Row row, Tensor x, UnaryOperator<Tensor> at) {
    Tensor y = at.apply(Tensor.zeros(x.sizes()));
    rows.run(row, x.size(x.rank() - 1), x, y);
    return y.toFloats();
  }

  private static Tensor inArray(Tensor tensor) {
    MemorySegment array = MemorySegment.ofArray(new byte[(int) tensor.data().byteSize()]);
    return Tensor.over(array.copyFrom(tensor.data()), tensor.type(), tensor.sizes());
  }
}
