package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.Uniform;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.core.weight.BlockFormat;
import io.blick.core.weight.Blocked;
import io.blick.core.weight.Packed;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers without a bias, and weights in other forms than a tensor. */
class BiaslessTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final EagerOps EAGER = EagerOps.on(PARALLEL);
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  private final Uniform uniform = new Uniform(43);

  @AfterAll
  static void close() {
    EAGER.close();
    PARALLEL.close();
  }

  private static List<Linear> forms(Linear layer) {
    return List.of(layer, layer.packed());
  }

  /** No sum of these is 0, so adding 0 changes none. */
  @ParameterizedTest(name = "{0} rows")
  @ValueSource(ints = {1, 2, 3, 5, 67})
  void a_layer_without_a_bias_has_the_bits_of_a_bias_of_zeros(int rows) {
    for (int inputs : new int[] {1, 131, 256, 257, 613}) {
      Tensor x = uniform.tensor(rows, inputs);
      Tensor weight = uniform.tensor(79, inputs);
      float[] plain = EAGER.linear(x, Linear.of(weight, Tensor.zeros(79))).toFloats();
      float[] gelu = EAGER.gelu(Tensor.of(plain, rows, 79), Gelu.ERF).toFloats();

      for (Linear layer : forms(Linear.of(weight))) {
        assertThat(EAGER.linear(x, layer).toFloats()).containsExactly(plain);
        assertThat(EAGER.linear(x, layer, Gelu.ERF).toFloats()).containsExactly(gelu);
      }
      assertThat(REFERENCE.linear(x, Linear.of(weight)).toDoubles())
          .containsExactly(
              REFERENCE.linear(x, Linear.of(weight, Tensor.zeros(79))).toDoubles());
    }
  }

  @ParameterizedTest(name = "{0} rows")
  @ValueSource(ints = {1, 5})
  void nothing_is_added_to_a_negative_zero(int rows) {
    // −10⁻³⁰ · 10⁻³⁰ is rounded to −0, and −0 + 0 is 0.
    float[] tiny = new float[rows];
    Arrays.fill(tiny, -1e-30f);
    Tensor x = Tensor.of(tiny, rows, 1);
    Tensor weight = Tensor.of(new float[] {1e-30f, 1e-30f, 1e-30f}, 3, 1);

    for (Linear layer : forms(Linear.of(weight))) {
      assertThat(EAGER.linear(x, layer).toFloats()).containsOnly(-0f);
    }
    assertThat(EAGER.linear(x, Linear.of(weight, Tensor.zeros(3))).toFloats()).containsOnly(0f);
  }

  @Test
  void a_layer_without_inputs_and_bias_gives_zeros() {
    Tensor x = Tensor.zeros(3, 0);

    for (Linear layer : forms(Linear.of(Tensor.zeros(5, 0)))) {
      assertThat(EAGER.linear(x, layer).toFloats()).hasSize(15).containsOnly(0f);
      assertThat(REFERENCE.linear(x, layer).toFloats()).hasSize(15).containsOnly(0f);
    }
  }

  /** Upper halves of random floats. */
  private Blocked halves(int outputs, int inputs) {
    Tensor exact = uniform.tensor(outputs, inputs);
    Tensor halves = Tensor.zeros(DType.BF16, outputs, inputs);
    for (long i = 0; i < exact.count(); i++) {
      short upper = (short) (Float.floatToIntBits((float) exact.get(i)) >>> 16);
      halves.data().set(ValueLayout.JAVA_SHORT, 2 * i, upper);
    }
    return Blocked.over(halves.data(), BlockFormat.BF16, outputs, inputs);
  }

  @ParameterizedTest(name = "{0} rows")
  @ValueSource(ints = {0, 1, 2, 3, 5, 67})
  void a_blocked_weight_gives_the_bits_of_the_weight_written_out(int rows) {
    for (int inputs : new int[] {0, 131, 257, 613}) {
      Blocked weight = halves(197, inputs);
      Tensor bias = uniform.tensor(197);
      Tensor x = uniform.tensor(rows, inputs);
      Linear blocked = Linear.of(weight, bias);
      Linear dense = Linear.of(weight.dense(), bias);
      float[] expected = EAGER.linear(x, dense).toFloats();

      assertThat(EAGER.linear(x, blocked).toFloats()).containsExactly(expected);
      assertThat(EAGER.linear(x, blocked.packed()).toFloats()).containsExactly(expected);
      assertThat(EAGER.linear(x, Linear.of(weight)).toFloats())
          .containsExactly(EAGER.linear(x, Linear.of(weight.dense())).toFloats());
      assertThat(REFERENCE.linear(x, blocked).toDoubles())
          .containsExactly(REFERENCE.linear(x, dense).toDoubles());
    }
  }

  @Test
  void a_table_in_any_form_gives_its_rows() {
    Blocked table = halves(67, 13);
    Tensor ids = Tensor.of(new int[] {66, 0, 31}, 3);
    float[] expected = REFERENCE.gather(table.dense(), ids).toFloats();

    for (Embedding each : List.of(new Embedding(table), new Embedding(Packed.of(table)))) {
      assertThat(EAGER.embedding(ids, each).toFloats()).containsExactly(expected);
      assertThat(REFERENCE.embedding(ids, each).toFloats()).containsExactly(expected);
    }
  }

  @Test
  void a_packed_layer_whose_arena_was_closed_says_so() {
    Linear layer = ended();

    for (Ops ops : new Ops[] {EAGER, REFERENCE}) {
      assertThatThrownBy(() -> ops.linear(Tensor.zeros(2, 3), layer))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("linear: weight must be used while the arena that it was packed in is open;"
              + " got F32(5, 3) after the arena was closed; pack it again");
    }
  }

  private static Linear ended() {
    try (Arena arena = Arena.ofShared()) {
      return Linear.of(Tensor.zeros(5, 3), Tensor.zeros(5)).packed(arena);
    }
  }

  @Test
  void weights_in_confined_memory_are_refused_where_several_threads_compute() {
    try (Arena arena = Arena.ofConfined()) {
      Linear packed = Linear.of(Tensor.zeros(5, 3)).packed(arena);
      Blocked blocked = Blocked.over(arena.allocate(30), BlockFormat.F16, 5, 3);

      for (Linear layer : List.of(packed, Linear.of(blocked))) {
        assertThatThrownBy(() -> EAGER.linear(Tensor.zeros(2, 3), layer))
            .isInstanceOf(WrongThreadException.class)
            .hasMessageStartingWith("linear: weight must be memory that every thread may read");
      }
    }
  }
}
