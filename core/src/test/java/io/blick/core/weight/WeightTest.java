package io.blick.core.weight;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.Uniform;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every form of a weight writes out the same numbers. */
class WeightTest {
  private static final int[] INPUTS = {0, 1, 127, 256, 257, 613};
  private static final int[] OUTPUTS = {1, 61, 64, 79, 197};
  private static final int AT = 5;

  private final Uniform uniform = new Uniform(41);

  /** Returns numbers of 8 bits, which all forms can hold, as BF16. */
  private Tensor upperHalves(int outputs, int inputs) {
    Tensor exact = uniform.tensor(outputs, inputs);
    Tensor halves = Tensor.zeros(DType.BF16, outputs, inputs);
    for (long i = 0; i < exact.count(); i++) {
      short upper = (short) (Float.floatToIntBits((float) exact.get(i)) >>> 16);
      halves.data().set(ValueLayout.JAVA_SHORT, 2 * i, upper);
    }
    return halves;
  }

  private static List<Weight> forms(Tensor halves) {
    int outputs = halves.size(0);
    int inputs = halves.size(1);
    Weight dense = new Dense(halves.toF32());
    Blocked blocked = Blocked.over(halves.data(), BlockFormat.BF16, outputs, inputs);
    return List.of(
        dense,
        Packed.of(dense),
        blocked,
        PackedBlocks.of(blocked),
        Packed.of(blocked),
        Packed.of(PackedBlocks.of(blocked)),
        Packed.of(Packed.of(dense)),
        new Dense(Packed.of(blocked).dense()));
  }

  @Test
  void all_forms_give_the_same_rows() {
    for (int outputs : OUTPUTS) {
      for (int inputs : INPUTS) {
        Tensor halves = upperHalves(outputs, inputs);
        for (Weight weight : forms(halves)) {
          assertThat(weight.outputs()).isEqualTo(outputs);
          assertThat(weight.inputs()).isEqualTo(inputs);
          assertThat(weight.dense().sizes()).containsExactly(outputs, inputs);
          assertThat(weight.dense().toFloats()).containsExactly(halves.toFloats());
          for (int o = 0; o < outputs; o += 59) {
            assertThat(weight.row(o)).containsExactly(halves.at(o).toFloats());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 613", "0, 0, 256", "64, 0, 512", "128, 256, 256", "192, 512, 101", "0, 512, 0"
  })
  void all_forms_give_the_same_panels(int output, int from, int depth) {
    Tensor halves = upperHalves(197, 613);
    for (Weight weight : forms(halves)) {
      Tensor to = Tensor.zeros(AT + depth * Weight.PANEL + 1);
      to.data().fill((byte) 0xff);

      weight.panel(output, from, depth, to.data(), AT);

      float[] got = to.toFloats();
      for (int k = 0; k < depth; k++) {
        for (int o = 0; o < Weight.PANEL && output + o < 197; o++) {
          assertThat(got[AT + k * Weight.PANEL + o])
              .isEqualTo((float) halves.get((output + o) * 613L + from + k));
        }
      }
      assertThat(got[AT - 1]).isNaN();
      assertThat(got[AT + depth * Weight.PANEL]).isNaN();
    }
  }

  @Test
  void a_dense_weight_is_read_in_place_and_a_packed_one_is_a_copy() {
    Tensor tensor = uniform.tensor(67, 131);
    Weight dense = new Dense(tensor);
    Weight packed = Packed.of(dense);
    Tensor copy = dense.dense();
    float[] before = tensor.toFloats();

    tensor.data().fill((byte) 0);

    assertThat(dense.dense().toFloats()).containsOnly(0);
    assertThat(copy.toFloats()).containsExactly(before);
    assertThat(packed.dense().toFloats()).containsExactly(before);
  }

  @Test
  void blocks_are_read_in_memory_of_any_kind_at_any_alignment() {
    Tensor halves = upperHalves(7, 13);
    float[] expected = halves.toFloats();
    MemorySegment array = MemorySegment.ofArray(new byte[182]).copyFrom(halves.data());
    MemorySegment odd = Arena.ofAuto().allocate(183).asSlice(1).copyFrom(halves.data());

    for (MemorySegment bytes : List.of(array, odd)) {
      Weight weight = Blocked.over(bytes, BlockFormat.BF16, 7, 13);

      assertThat(weight.dense().toFloats()).containsExactly(expected);
      assertThat(Packed.of(weight).dense().toFloats()).containsExactly(expected);
    }
  }

  @Test
  void a_weight_is_named_by_type_and_sizes() {
    Tensor halves = upperHalves(2, 3);

    assertThat(new Dense(halves.toF32())).hasToString("F32(2, 3)");
    assertThat(Packed.of(new Dense(halves.toF32()))).hasToString("F32(2, 3)");
    assertThat(Blocked.over(halves.data(), BlockFormat.BF16, 2, 3)).hasToString("BF16(2, 3)");
  }
}
