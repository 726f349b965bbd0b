package io.blick.core.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the blocks of a file say, in the bits that ggml reads in them. */
class BlockFormatTest {
  private static void same(float[] got, float[] wanted) {
    assertThat(Arrays.mismatch(bits(got), bits(wanted))).as("first difference").isEqualTo(-1);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  @ParameterizedTest
  @EnumSource
  void every_number_has_the_bits_of_ggml(BlockFormat format) {
    Blocked weight = KnownBlocks.weight(format);
    Tensor wanted = KnownBlocks.floats(format);

    assertThat(weight.dense().sizes()).containsExactly(wanted.sizes());
    same(weight.dense().toFloats(), wanted.toFloats());
    same(Packed.of(weight).dense().toFloats(), wanted.toFloats());
    for (int row = 0; row < KnownBlocks.ROWS; row++) {
      same(weight.row(row), wanted.at(row).toFloats());
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_same_in_an_array_at_an_odd_offset(BlockFormat format) {
    Blocked weight = KnownBlocks.weight(format);
    MemorySegment bytes = weight.stored().data();
    MemorySegment odd =
        MemorySegment.ofArray(new byte[(int) bytes.byteSize() + 1]).asSlice(1);

    Blocked moved = Blocked.over(odd.copyFrom(bytes), format, weight.outputs(), weight.inputs());

    same(moved.dense().toFloats(), KnownBlocks.floats(format).toFloats());
  }

  @ParameterizedTest
  @EnumSource
  void panels_have_the_numbers_of_the_rows(BlockFormat format) {
    int inputs = 2 * Weight.PIECE + (format.numbers() == 1 ? 13 : format.numbers());
    Blocked weight = KnownBlocks.drawn(format, 67, inputs, 47);
    Tensor rows = weight.dense();
    Tensor to = Tensor.zeros(inputs, Weight.PANEL);

    for (int from = 0; from < inputs; from += Weight.PIECE) {
      int depth = Math.min(Weight.PIECE, inputs - from);
      weight.panel(64, from, depth, to.data(), (long) from * Weight.PANEL);
    }

    for (int o = 64; o < 67; o++) {
      for (int k = 0; k < inputs; k++) {
        assertThat(to.get((long) k * Weight.PANEL + o - 64))
            .isEqualTo(rows.get((long) o * inputs + k));
      }
    }
  }

  @Test
  void a_row_is_a_multiple_of_a_block() {
    MemorySegment bytes = Tensor.zeros(DType.U8, 720).data();

    assertThatThrownBy(() -> Blocked.over(bytes, BlockFormat.Q4_K, 5, 257))
        .isInstanceOf(ShapeException.class)
        .hasMessage("weight: a row of Q4_K must be a multiple of 256 numbers, those of a block; got"
            + " Q4_K(5, 257)");
    assertThatThrownBy(() -> Blocked.over(bytes, BlockFormat.Q5_1, 5, 31))
        .isInstanceOf(ShapeException.class)
        .hasMessage("weight: a row of Q5_1 must be a multiple of 32 numbers, those of a block; got"
            + " Q5_1(5, 31)");
    assertThat(Blocked.over(bytes, BlockFormat.Q4_K, 5, 256)).hasToString("Q4_K(5, 256)");
  }
}
