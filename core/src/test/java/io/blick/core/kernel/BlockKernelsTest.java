package io.blick.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Panels in blocks have the same bits in vectors as one number at a time, whatever their bytes are:
 * scales that are subnormal, negative, infinite or NaN, too.
 */
class BlockKernelsTest {
  private static final BlockKernels SCALAR = new Kernels.ScalarKernels().blocks();
  private static final BlockKernels VECTOR = new Kernels.VectorKernels().blocks();
  private static final int W_AT = 7;
  private static final int X_AT = 3;
  private static final int Y_AT = 5;

  private final SplittableRandom random = new SplittableRandom(71);

  private static int[] depths(PanelFormat format) {
    int n = format.numbers();
    int rest = n == 1 ? 13 : n % 256;
    return new int[] {0, n, 256, 256 + rest, 512 + rest, 768};
  }

  @ParameterizedTest
  @EnumSource
  void a_product_has_equal_bits(PanelFormat format) {
    for (int depth : depths(format)) {
      MemorySegment w = bytes(W_AT + format.bytes(depth));
      MemorySegment x = floats(X_AT + depth);
      MemorySegment scratch = floats(BlockKernels.SCRATCH + 1);

      MemorySegment wanted = floats(Y_AT + 64);
      MemorySegment got = copy(wanted);
      SCALAR.product(format, w, W_AT, x, X_AT, wanted, Y_AT, scratch, 1, depth);
      VECTOR.product(format, w, W_AT, x, X_AT, got, Y_AT, scratch, 1, depth);

      same(got, wanted, format, depth);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_written_out_has_equal_bits(PanelFormat format) {
    for (int depth : depths(format)) {
      MemorySegment w = bytes(W_AT + format.bytes(depth));

      MemorySegment wanted = floats(Y_AT + 64 * depth);
      MemorySegment got = copy(wanted);
      SCALAR.write(format, w, W_AT, wanted, Y_AT, depth);
      VECTOR.write(format, w, W_AT, got, Y_AT, depth);

      same(got, wanted, format, depth);
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_half_in_front_of_a_block_is_widened(PanelFormat format) {
    int depth = format.numbers();
    MemorySegment w = Arena.ofAuto().allocate(format.bytes(depth), 64);
    // Numbers and scales that are not 0.
    w.fill((byte) 0x11);
    MemorySegment wanted = floats(64);
    MemorySegment got = floats(64 * depth);
    for (int first = 0; first < 1 << 16; first += 64) {
      for (int i = 0; i < 64; i++) {
        w.set(ValueLayout.JAVA_SHORT, 2L * i, (short) (first + i));
      }
      SCALAR.write(format, w, 0, wanted, 0, 1);
      VECTOR.write(format, w, 0, got, 0, depth);
      assertThat(bits(got.asSlice(0, 256))).containsExactly(bits(wanted));
    }
  }

  @ParameterizedTest
  @EnumSource
  void vectors_refuse_to_compute_in_an_array(PanelFormat format) {
    int depth = format.numbers();
    MemorySegment w = bytes(format.bytes(depth));
    MemorySegment own = floats(BlockKernels.SCRATCH);
    MemorySegment array = MemorySegment.ofArray(new float[64 * depth]);

    refused(() -> VECTOR.write(format, w, 0, array, 0, depth));
    refused(() -> VECTOR.product(format, w, 0, array, 0, own, 0, own, 64, depth));
    refused(() -> VECTOR.product(format, w, 0, own, 0, array, 0, own, 0, depth));
    MemorySegment foreign = MemorySegment.ofArray(new byte[(int) format.bytes(depth)]);
    refused(() -> VECTOR.write(format, foreign, 0, own, 0, depth));
  }

  private static void refused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("kernel: memory must be allocated off the heap; got ");
  }

  private static void same(MemorySegment got, MemorySegment wanted, PanelFormat format, int depth) {
    assertThat(Arrays.mismatch(bits(got), bits(wanted)))
        .as("first difference of %s, depth %d", format, depth)
        .isEqualTo(-1);
  }

  /** Returns the bits, in which all NaNs are one. */
  private static int[] bits(MemorySegment x) {
    int[] bits = new int[(int) (x.byteSize() / Float.BYTES)];
    Arrays.setAll(bits, i -> Float.floatToIntBits(Memory.get(x, i)));
    return bits;
  }

  private MemorySegment bytes(long n) {
    byte[] bytes = new byte[(int) n];
    random.nextBytes(bytes);
    return Arena.ofAuto().allocate(n, 64).copyFrom(MemorySegment.ofArray(bytes));
  }

  private MemorySegment floats(int n) {
    MemorySegment x = Arena.ofAuto().allocate(4L * n, 64);
    for (int i = 0; i < n; i++) {
      Memory.set(x, i, (float) random.nextDouble(-2, 2));
    }
    return x;
  }

  private static MemorySegment copy(MemorySegment x) {
    return Arena.ofAuto().allocate(x.byteSize(), 64).copyFrom(x);
  }
}
