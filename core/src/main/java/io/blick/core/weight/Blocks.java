package io.blick.core.weight;

import static io.blick.core.weight.HalfPrecision.f16;

import io.blick.core.kernel.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Blocks of 32 numbers with one step d, a half: x = d · q, or x = d · q + m with a least number m,
 * a half too. q has 4, 5 or 8 bits.
 *
 * <p>The lower four bits of q lie in 16 bytes: those of number i in the lower half of byte i, those
 * of number i + 16 in the upper half. The fifth bit of number i is bit i of four bytes before them.
 *
 * <p>Where there is no m, q is counted from the middle of its range. Arguments are those of
 * {@link BlockFormat#write}.
 */
final class Blocks {
  /** Numbers of a block. */
  static final int NUMBERS = 32;

  private static final int HALF = NUMBERS / 2;

  private Blocks() {}

  /** d, 16 bytes. */
  static void q4(MemorySegment block, long first, MemorySegment to, long at, int stride) {
    float d = f16(block, first);
    for (int i = 0; i < NUMBERS; i++) {
      int q = lower(block, first + 2, i) - 8;
      Memory.set(to, at + (long) i * stride, q * d);
    }
  }

  /** d, m, 16 bytes. */
  static void q4WithLeast(MemorySegment block, long first, MemorySegment to, long at, int stride) {
    float d = f16(block, first);
    float m = f16(block, first + 2);
    for (int i = 0; i < NUMBERS; i++) {
      int q = lower(block, first + 4, i);
      Memory.set(to, at + (long) i * stride, q * d + m);
    }
  }

  /** d, four bytes of fifth bits, 16 bytes. */
  static void q5(MemorySegment block, long first, MemorySegment to, long at, int stride) {
    float d = f16(block, first);
    for (int i = 0; i < NUMBERS; i++) {
      int q = (lower(block, first + 6, i) | fifth(block, first + 2, i)) - 16;
      Memory.set(to, at + (long) i * stride, q * d);
    }
  }

  /** d, m, four bytes of fifth bits, 16 bytes. */
  static void q5WithLeast(MemorySegment block, long first, MemorySegment to, long at, int stride) {
    float d = f16(block, first);
    float m = f16(block, first + 2);
    for (int i = 0; i < NUMBERS; i++) {
      int q = lower(block, first + 8, i) | fifth(block, first + 4, i);
      Memory.set(to, at + (long) i * stride, q * d + m);
    }
  }

  /** d, 32 signed bytes. */
  static void q8(MemorySegment block, long first, MemorySegment to, long at, int stride) {
    float d = f16(block, first);
    for (int i = 0; i < NUMBERS; i++) {
      int q = block.get(ValueLayout.JAVA_BYTE, first + 2 + i);
      Memory.set(to, at + (long) i * stride, q * d);
    }
  }

  private static int lower(MemorySegment block, long nibbles, int i) {
    int both = block.get(ValueLayout.JAVA_BYTE, nibbles + i % HALF);
    return (i < HALF ? both : both >> 4) & 0xf;
  }

  private static int fifth(MemorySegment block, long bits, int i) {
    int eight = block.get(ValueLayout.JAVA_BYTE, bits + i / Byte.SIZE);
    return ((eight >> (i % Byte.SIZE)) & 1) << 4;
  }
}
