package io.blick.core.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The numbers of a panel in blocks, one at a time, as {@link PanelFormat} says. Never tuned. */
final class PanelNumbers {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);

  /** Bytes of a row of ints, of halves and of bytes. */
  private static final int ROW = 256;

  private static final int HALVES = ROW / 2;
  private static final int BYTES = ROW / 4;

  private PanelNumbers() {}

  /** Returns the number of input k and output j. */
  static float at(PanelFormat format, MemorySegment w, long wAt, int k, int j) {
    int i = k % format.numbers();
    long block = wAt + format.bytes(k - i);
    return switch (format) {
      case Q4_0 -> f16(w, block, j) * ((bits(4, w, block + HALVES, i, j) << 28) >> 28);
      case Q4_1 -> f16(w, block, j) * bits(4, w, block + ROW, i, j) + f16(w, block + HALVES, j);
      case Q5_0 -> f16(w, block, j) * (five(w, block + HALVES, i, j) - 16);
      case Q5_1 -> f16(w, block, j) * five(w, block + ROW, i, j) + f16(w, block + HALVES, j);
      case Q8_0 -> f16(w, block, j) * (byte) bits(8, w, block + HALVES, i, j);
      case Q4_K -> {
        long group = block + ROW + i / 32 * (HALVES + 4L * ROW);
        yield scaled(bits(4, w, group + HALVES, i % 32, j), w, block, group, j);
      }
      case Q5_K -> {
        long group = block + ROW + i / 32 * (HALVES + 5L * ROW);
        yield scaled(five(w, group + HALVES, i % 32, j), w, block, group, j);
      }
      case Q6_K -> {
        long group = block + HALVES + i / 16 * (BYTES + 3L * ROW);
        int lower = bits(4, w, group + BYTES + ROW, i % 16, j);
        int upper = bits(2, w, group + BYTES, i % 16, j);
        int s = (getInt(w, group, j % 16) << (24 - j / 16 * 8)) >> 24;
        yield f16(w, block, j) * s * ((lower | (upper << 4)) - 32);
      }
      case F16 -> f16(w, block, j);
      case BF16 -> Float.intBitsToFloat(half(w, block, j) << 16);
    };
  }

  /** (d · s) · q − (e · l). */
  private static float scaled(int q, MemorySegment w, long block, long group, int j) {
    int both = half(w, group, j);
    float d = f16(w, block, j) * (both & 0xff);
    float least = f16(w, block + HALVES, j) * (both >> 8);
    return d * q - least;
  }

  /** Returns number i of rows of numbers of so many bits. */
  private static int bits(int count, MemorySegment w, long at, int i, int j) {
    int inInt = Integer.SIZE / count;
    int all = getInt(w, at + (long) (i / inInt) * ROW, j);
    return (all >>> (i % inInt * count)) & ((1 << count) - 1);
  }

  /** Returns a number whose fifth bit lies in a row in front of its others. */
  private static int five(MemorySegment w, long at, int i, int j) {
    return (bits(1, w, at, i, j) << 4) | bits(4, w, at + ROW, i, j);
  }

  private static float f16(MemorySegment w, long at, int j) {
    return Float.float16ToFloat((short) half(w, at, j));
  }

  private static int half(MemorySegment w, long at, int j) {
    return (getInt(w, at, j / 32 * 16 + j % 16) >>> (j & 16)) & 0xffff;
  }

  private static int getInt(MemorySegment w, long at, int i) {
    return w.get(INT, at + 4L * i);
  }
}
