package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.requireAllocated;
import static io.blick.core.kernel.Memory.set;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The reductions of {@link VectorKernels}: maximum, and partial sums of 16. */
final class VectorReductions {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;

  private VectorReductions() {}

  static float max(MemorySegment x, long xAt, int n) {
    requireAllocated(x);
    float max = Float.NEGATIVE_INFINITY;
    int i = 0;
    if (n >= LANES) {
      FloatVector lanes = fromMemorySegment(SPECIES, x, BYTES * xAt, LITTLE_ENDIAN);
      for (i = LANES; i <= n - LANES; i += LANES) {
        lanes = lanes.max(fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN));
      }
      // The maximum does not depend on the order, so this reduction keeps the bits.
      max = lanes.reduceLanes(VectorOperators.MAX);
    }
    for (; i < n; i++) {
      max = Math.max(max, get(x, xAt + i));
    }
    return max;
  }

  /** Sixteen partial sums. */
  static void sum(MemorySegment x, long xAt, MemorySegment partials, int n) {
    requireAllocated(x);
    requireAllocated(partials);
    int whole = n - n % Kernels.PARTIALS;
    for (int p = 0; p < Kernels.PARTIALS; p += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = p; i < whole; i += Kernels.PARTIALS) {
        sum = sum.add(fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN));
      }
      sum.intoMemorySegment(partials, BYTES * p, LITTLE_ENDIAN);
    }
    for (int i = whole; i < n; i++) {
      set(partials, i - whole, get(partials, i - whole) + get(x, xAt + i));
    }
  }

  /** Sixteen partial sums of squares. */
  static void squares(MemorySegment x, long xAt, float centre, MemorySegment partials, int n) {
    requireAllocated(x);
    requireAllocated(partials);
    int whole = n - n % Kernels.PARTIALS;
    for (int p = 0; p < Kernels.PARTIALS; p += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = p; i < whole; i += Kernels.PARTIALS) {
        FloatVector d =
            fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN).sub(centre);
        sum = d.fma(d, sum);
      }
      sum.intoMemorySegment(partials, BYTES * p, LITTLE_ENDIAN);
    }
    for (int i = whole; i < n; i++) {
      float d = get(x, xAt + i) - centre;
      set(partials, i - whole, Math.fma(d, d, get(partials, i - whole)));
    }
  }
}
