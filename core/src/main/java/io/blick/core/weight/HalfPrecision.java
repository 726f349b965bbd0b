package io.blick.core.weight;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Numbers of 16 bits at a byte offset. Every one is a float32, so nothing is rounded. */
final class HalfPrecision {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private HalfPrecision() {}

  /** Returns an IEEE 754 half. */
  static float f16(MemorySegment bytes, long at) {
    return Float.float16ToFloat(bytes.get(SHORT, at));
  }

  /** Returns the single whose upper half is there, and whose lower half is 0. */
  static float bf16(MemorySegment bytes, long at) {
    return Float.intBitsToFloat(bytes.get(SHORT, at) << 16);
  }
}
