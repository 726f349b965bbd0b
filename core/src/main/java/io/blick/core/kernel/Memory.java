package io.blick.core.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Floats in memory: every offset that is called {@code …At} counts elements, not bytes. */
public final class Memory {
  /** A little-endian float at any alignment, as a foreign file may have it. */
  public static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Memory() {}

  /** Returns element {@code at}. */
  public static float get(MemorySegment x, long at) {
    return x.get(FLOAT, at * Float.BYTES);
  }

  /** Sets element {@code at}. */
  public static void set(MemorySegment x, long at, float value) {
    x.set(FLOAT, at * Float.BYTES, value);
  }

  /** Returns element {@code at} as an int: its bits. */
  public static int getInt(MemorySegment x, long at) {
    return x.get(INT, at * Float.BYTES);
  }

  /** Sets the bits of element {@code at}. */
  public static void setInt(MemorySegment x, long at, int value) {
    x.set(INT, at * Float.BYTES, value);
  }

  /** Copies {@code n} elements; the regions may overlap. */
  public static void copy(MemorySegment x, long xAt, MemorySegment y, long yAt, long n) {
    MemorySegment.copy(x, xAt * Float.BYTES, y, yAt * Float.BYTES, n * Float.BYTES);
  }

  /** Sets {@code n} elements to one value. */
  public static void fill(MemorySegment x, long xAt, int n, float value) {
    for (int i = 0; i < n; i++) {
      set(x, xAt + i, value);
    }
  }
}
