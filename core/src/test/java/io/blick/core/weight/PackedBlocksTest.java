package io.blick.core.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.ArrayArena;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Packed blocks are the numbers that the obvious decoders read, to the bit: for random bytes, so
 * that each number, scale and half occurs.
 */
class PackedBlocksTest {
  private static final int[] OUTPUTS = {1, 61, 64, 131};

  private static Blocked random(BlockFormat format, int outputs, int inputs) {
    byte[] bytes = new byte[outputs * (inputs / format.numbers()) * format.bytes()];
    new SplittableRandom(73).nextBytes(bytes);
    return Blocked.over(MemorySegment.ofArray(bytes), format, outputs, inputs);
  }

  private static int[] inputs(BlockFormat format) {
    int n = format.numbers();
    return new int[] {0, n, n == 1 ? 613 : 512 + n};
  }

  private static int[] bits(Tensor tensor) {
    float[] values = tensor.toFloats();
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
    return bits;
  }

  @ParameterizedTest
  @EnumSource
  void rows_are_those_of_the_obvious_decoders(BlockFormat format) {
    for (int outputs : OUTPUTS) {
      for (int inputs : inputs(format)) {
        Blocked blocks = random(format, outputs, inputs);
        PackedBlocks packed = PackedBlocks.of(blocks);

        assertThat(bits(packed.dense())).containsExactly(bits(blocks.dense()));
        assertThat(packed).hasToString(blocks.toString());
        assertThat(packed.format()).isEqualTo(format);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void panels_are_those_of_the_obvious_decoders(BlockFormat format) {
    int inputs = inputs(format)[2];
    Blocked blocks = random(format, 131, inputs);

    for (Weight packed : forms(blocks)) {
      for (int output = 0; output < 131; output += Weight.PANEL) {
        int columns = Math.min(Weight.PANEL, 131 - output);
        for (int from = 0; from < inputs; from += Weight.PIECE) {
          int depth = Math.min(Weight.PIECE, inputs - from);

          assertThat(panel(packed, output, from, depth, columns))
              .containsExactly(panel(blocks, output, from, depth, columns));
        }
      }
    }
  }

  private static Weight[] forms(Blocked blocks) {
    PackedBlocks packed = PackedBlocks.of(blocks);
    return new Weight[] {
      packed, packed.packed(Arena.ofAuto()), PackedBlocks.of(blocks, new ArrayArena())
    };
  }

  private static int[] panel(Weight weight, int output, int from, int depth, int columns) {
    Tensor to = Tensor.zeros(depth, Weight.PANEL);
    weight.panel(output, from, depth, to.data(), 0);
    int[] all = bits(to);
    int[] some = new int[depth * columns];
    for (int k = 0; k < depth; k++) {
      System.arraycopy(all, k * Weight.PANEL, some, k * columns, columns);
    }
    return some;
  }

  @ParameterizedTest
  @EnumSource
  void the_copy_has_about_the_bytes_of_the_blocks(BlockFormat format) {
    Blocked blocks = random(format, 128, 512);

    long bytes = PackedBlocks.of(blocks).stored().data().byteSize();

    assertThat((double) bytes / blocks.stored().data().byteSize()).isBetween(1.0, 1.03);
  }

  @Test
  void a_product_lies_within_the_panels() {
    PackedBlocks packed = PackedBlocks.of(random(BlockFormat.Q4_1, 131, 32));
    MemorySegment own = Tensor.zeros(PackedBlocks.SCRATCH + 64).data();

    for (int panel : new int[] {-1, 3}) {
      assertThatThrownBy(() -> packed.product(panel, own, 0, own, 0, own, 64))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage(
              "weight: panel must be at least 0 and below 3; got %d of Q4_1(131, 32)", panel);
    }
  }
}
