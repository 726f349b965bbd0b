package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.Uniform;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer that is packed gives the bits of the same layer read in place. */
class PackedTest {
  private static final int[] INPUTS = {0, 1, 127, 256, 257, 613};
  private static final int[] OUTPUTS = {1, 61, 64, 79, 197};
  private static final EagerOps EAGER = EagerOps.on(new Parallel(2));

  private final Uniform uniform = new Uniform(31);

  @AfterAll
  static void close() {
    EAGER.close();
  }

  @ParameterizedTest(name = "{0} rows")
  @ValueSource(ints = {0, 1, 2, 3, 5, 7, 8, 97, 131, 145, 307, 521})
  void the_same_bits_for_any_size(int rows) {
    for (int inputs : INPUTS) {
      for (int outputs : OUTPUTS) {
        Tensor x = uniform.tensor(rows, inputs);
        Linear layer = Linear.of(uniform.tensor(outputs, inputs), uniform.tensor(outputs));

        same(EAGER.linear(x, layer.packed()), EAGER.linear(x, layer), layer);
        same(EAGER.linear(x, layer.packed(), Gelu.ERF), EAGER.linear(x, layer, Gelu.ERF), layer);
      }
    }
  }

  private static void same(Tensor got, Tensor expected, Linear layer) {
    assertThat(Arrays.mismatch(got.toFloats(), expected.toFloats()))
        .as("first difference with W %s", layer.weight())
        .isEqualTo(-1);
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 3, 8})
  void the_number_of_threads_changes_no_bit(int threads) {
    // So many rows and outputs that a task has as many panels as it may.
    Linear layer = Linear.of(uniform.tensor(577, 257), uniform.tensor(577));
    Tensor x = uniform.tensor(811, 257);
    Tensor expected = EAGER.linear(x, layer);

    try (Parallel parallel = new Parallel(threads);
        EagerOps ops = EagerOps.on(parallel)) {
      same(ops.linear(x, layer.packed()), expected, layer);
    }
  }

  @Test
  void what_happens_to_the_weights_afterwards_has_no_influence() {
    Tensor weight = uniform.tensor(67, 131);
    Tensor bias = uniform.tensor(67);
    Tensor x = uniform.tensor(11, 131);
    Linear layer = Linear.of(weight, bias);
    Linear packed = layer.packed();
    float[] expected = EAGER.linear(x, layer).toFloats();

    weight.data().fill((byte) 0);
    bias.data().fill((byte) 0);

    assertThat(EAGER.linear(x, packed).toFloats()).containsExactly(expected);
    assertThat(EAGER.linear(x, layer).toFloats()).containsOnly(0);
  }

  @Test
  void a_product_with_a_smaller_layer_sees_nothing_of_a_larger_one() {
    Linear large = Linear.of(uniform.tensor(197, 131), uniform.tensor(197));
    Linear small = Linear.of(uniform.tensor(61, 37), uniform.tensor(61));
    Tensor x = uniform.tensor(13, 37);
    float[] expected = EAGER.linear(x, small.packed()).toFloats();
    large.weight().stored().data().fill((byte) 0xff);

    assertThat(EAGER.linear(uniform.tensor(13, 131), large).toFloats()).containsOnly(Float.NaN);

    assertThat(EAGER.linear(x, small).toFloats()).containsExactly(expected);
  }
}
