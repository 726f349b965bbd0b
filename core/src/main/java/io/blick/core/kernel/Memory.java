package io.blick.core.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Access to floats in memory segments: an offset that is called {@code …At} counts elements, not
 * bytes.
 */
public final class Memory {
  /** A little-endian float at any alignment, as a foreign file may have it. */
  public static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /**
   * The class of segments that are allocated off the heap; those of mapped files and arrays are
   * others.
   */
  private static final Class<? extends MemorySegment> ALLOCATED =
      Arena.ofAuto().allocate(Float.BYTES).getClass();

  private Memory() {}

  /** Whether a segment was allocated off the heap, as kernels take it. */
  public static boolean allocated(MemorySegment x) {
    return x.getClass() == ALLOCATED;
  }

  /** Whether both were allocated off the heap. */
  public static boolean allocated(MemorySegment x, MemorySegment y) {
    return allocated(x) && allocated(y);
  }

  /**
   * Checks that a segment was allocated off the heap, which tells C2 its class in the calling
   * method. Without this C2 uses the classes that it has seen at run time; these are two, since
   * vectors whose floats are read as ints go through an array until they are compiled, and then
   * every access checks which of the two it is.
   *
   * @throws IllegalArgumentException for memory that was not allocated off the heap
   */
  static void requireAllocated(MemorySegment x) {
    if (x.getClass() != ALLOCATED) {
      throw new IllegalArgumentException(
          "kernel: memory must be allocated off the heap; got " + x + "; copy it first");
    }
  }

  /** Whether two pieces of memory have a byte in common. */
  public static boolean overlap(MemorySegment one, MemorySegment other) {
    if (one.byteSize() == 0 || other.byteSize() == 0 || one.isNative() != other.isNative()) {
      return false;
    }
    boolean sameBase = one.isNative() || one.heapBase().equals(other.heapBase());
    return sameBase
        && one.address() < other.address() + other.byteSize()
        && other.address() < one.address() + one.byteSize();
  }

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

  /** Copies {@code n} elements into the beginning of an array. */
  public static void copy(MemorySegment x, long xAt, float[] y, int n) {
    MemorySegment.copy(x, FLOAT, xAt * Float.BYTES, y, 0, n);
  }

  /** Copies the first {@code n} elements of an array. */
  public static void copy(float[] x, MemorySegment y, long yAt, int n) {
    MemorySegment.copy(x, 0, y, FLOAT, yAt * Float.BYTES, n);
  }

  /** Sets {@code n} elements to one value. */
  public static void fill(MemorySegment x, long xAt, int n, float value) {
    for (int i = 0; i < n; i++) {
      set(x, xAt + i, value);
    }
  }
}
