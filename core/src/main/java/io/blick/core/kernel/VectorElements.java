package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.requireAllocated;
import static io.blick.core.kernel.Memory.set;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The elementwise operations of {@link VectorKernels}. */
final class VectorElements {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;

  private VectorElements() {}

  static void add(
      MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n) {
    requireAllocated(a);
    requireAllocated(b);
    requireAllocated(y);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, a, BYTES * (aAt + i), LITTLE_ENDIAN)
          .add(fromMemorySegment(SPECIES, b, BYTES * (bAt + i), LITTLE_ENDIAN))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, get(a, aAt + i) + get(b, bAt + i));
    }
  }

  static void relu(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN)
          .max(0)
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, Math.max(0, get(x, xAt + i)));
    }
  }

  static void multiply(MemorySegment x, long xAt, float factor, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN)
          .mul(factor)
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, get(x, xAt + i) * factor);
    }
  }

  static void multiplyAdd(
      MemorySegment a,
      long aAt,
      float factor,
      MemorySegment b,
      long bAt,
      MemorySegment y,
      long yAt,
      int n) {
    requireAllocated(a);
    requireAllocated(b);
    requireAllocated(y);
    FloatVector f = FloatVector.broadcast(SPECIES, factor);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, a, BYTES * (aAt + i), LITTLE_ENDIAN)
          .fma(f, fromMemorySegment(SPECIES, b, BYTES * (bAt + i), LITTLE_ENDIAN))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, Math.fma(get(a, aAt + i), factor, get(b, bAt + i)));
    }
  }

  static void divide(MemorySegment x, long xAt, float divisor, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN)
          .div(divisor)
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, get(x, xAt + i) / divisor);
    }
  }
}
