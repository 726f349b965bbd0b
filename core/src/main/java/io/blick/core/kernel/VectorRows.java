package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.requireAllocated;
import static io.blick.core.kernel.Memory.set;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Operations on a row in vectors: the same bits as {@link ScalarRows}. */
final class VectorRows implements RowKernels {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;
  // Lane 1, 0, 3, 2, …
  private static final VectorShuffle<Float> NEIGHBOURS =
      VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1);

  @Override
  public float max(MemorySegment x, long xAt, int n) {
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

  @Override
  public void exp(MemorySegment x, long xAt, float m, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    int whole = n - n % LANES;
    VectorTranscendental.exp(x, xAt, m, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      set(y, yAt + i, Transcendental.exp(get(x, xAt + i) - m));
    }
  }

  @Override
  public float sum(MemorySegment x, long xAt, MemorySegment partials, int n) {
    requireAllocated(x);
    requireAllocated(partials);
    partialSums(x, xAt, partials, n);
    return fold(partials, 0);
  }

  /** Sixteen partial sums. */
  private static void partialSums(MemorySegment x, long xAt, MemorySegment partials, int n) {
    requireAllocated(x);
    requireAllocated(partials);
    int whole = n - n % PARTIALS;
    for (int p = 0; p < PARTIALS; p += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = p; i < whole; i += PARTIALS) {
        sum = sum.add(fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN));
      }
      sum.intoMemorySegment(partials, BYTES * p, LITTLE_ENDIAN);
    }
    for (int i = whole; i < n; i++) {
      set(partials, i - whole, get(partials, i - whole) + get(x, xAt + i));
    }
  }

  @Override
  public float squares(MemorySegment x, long xAt, float centre, MemorySegment partials, int n) {
    requireAllocated(x);
    requireAllocated(partials);
    partialSquares(x, xAt, centre, partials, n);
    return fold(partials, 0);
  }

  /** Sixteen partial sums of squares. */
  private static void partialSquares(
      MemorySegment x, long xAt, float centre, MemorySegment partials, int n) {
    requireAllocated(x);
    requireAllocated(partials);
    int whole = n - n % PARTIALS;
    for (int p = 0; p < PARTIALS; p += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = p; i < whole; i += PARTIALS) {
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

  @Override
  public void standardize(
      MemorySegment x, long xAt, float mean, float inverse, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN)
          .sub(mean)
          .mul(inverse)
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, (get(x, xAt + i) - mean) * inverse);
    }
  }

  @Override
  public void affine(MemorySegment gain, MemorySegment bias, MemorySegment y, long yAt, int n) {
    requireAllocated(gain);
    requireAllocated(bias);
    requireAllocated(y);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, y, BYTES * (yAt + i), LITTLE_ENDIAN)
          .fma(
              fromMemorySegment(SPECIES, gain, BYTES * i, LITTLE_ENDIAN),
              fromMemorySegment(SPECIES, bias, BYTES * i, LITTLE_ENDIAN))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, Math.fma(get(y, yAt + i), get(gain, i), get(bias, i)));
    }
  }

  @Override
  public void scale(
      MemorySegment x,
      long xAt,
      float factor,
      MemorySegment gain,
      MemorySegment y,
      long yAt,
      int n) {
    requireAllocated(x);
    requireAllocated(gain);
    requireAllocated(y);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN)
          .mul(factor)
          .mul(fromMemorySegment(SPECIES, gain, BYTES * i, LITTLE_ENDIAN))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, get(x, xAt + i) * factor * get(gain, i));
    }
  }

  @Override
  public void turnHalves(
      MemorySegment x,
      long xAt,
      MemorySegment turn,
      long turnAt,
      MemorySegment y,
      long yAt,
      int n) {
    requireAllocated(x);
    requireAllocated(turn);
    requireAllocated(y);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector x1 = fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN);
      FloatVector x2 = fromMemorySegment(SPECIES, x, BYTES * (xAt + n + i), LITTLE_ENDIAN);
      FloatVector cos = fromMemorySegment(SPECIES, turn, BYTES * (turnAt + i), LITTLE_ENDIAN);
      FloatVector sin = fromMemorySegment(SPECIES, turn, BYTES * (turnAt + n + i), LITTLE_ENDIAN);
      x1.fma(cos, x2.mul(sin).neg()).intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
      x2.fma(cos, x1.mul(sin)).intoMemorySegment(y, BYTES * (yAt + n + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      float x1 = get(x, xAt + i);
      float x2 = get(x, xAt + n + i);
      float cos = get(turn, turnAt + i);
      float sin = get(turn, turnAt + n + i);
      set(y, yAt + i, Math.fma(x1, cos, -(x2 * sin)));
      set(y, yAt + n + i, Math.fma(x2, cos, x1 * sin));
    }
  }

  @Override
  public void turnInterleaved(
      MemorySegment x,
      long xAt,
      MemorySegment turn,
      long turnAt,
      MemorySegment y,
      long yAt,
      int n) {
    requireAllocated(x);
    requireAllocated(turn);
    requireAllocated(y);
    int i = 0;
    // −(x2 · sin) and x2 · −sin are the same number.
    for (; i <= 2 * n - LANES; i += LANES) {
      FloatVector v = fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN);
      FloatVector cos = fromMemorySegment(SPECIES, turn, BYTES * (turnAt + i), LITTLE_ENDIAN);
      FloatVector sin =
          fromMemorySegment(SPECIES, turn, BYTES * (turnAt + 2L * n + i), LITTLE_ENDIAN);
      v.fma(cos, v.rearrange(NEIGHBOURS).mul(sin))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < 2 * n; i += 2) {
      float x1 = get(x, xAt + i);
      float x2 = get(x, xAt + i + 1);
      float cos = get(turn, turnAt + i);
      float sin = get(turn, turnAt + 2L * n + i + 1);
      set(y, yAt + i, Math.fma(x1, cos, -(x2 * sin)));
      set(y, yAt + i + 1, Math.fma(x2, cos, x1 * sin));
    }
  }

  @Override
  public boolean finite(MemorySegment x, long at, long stride, int rows, int columns) {
    requireAllocated(x);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector sum = zero;
    float rest = 0;
    for (int r = 0; r < rows; r++) {
      long from = at + r * stride;
      int j = 0;
      // 0 · x is NaN if x is NaN or infinite.
      for (; j <= columns - LANES; j += LANES) {
        sum = fromMemorySegment(SPECIES, x, BYTES * (from + j), LITTLE_ENDIAN).fma(zero, sum);
      }
      for (; j < columns; j++) {
        rest = Math.fma(get(x, from + j), 0, rest);
      }
    }
    return rest == 0 && sum.compare(VectorOperators.EQ, zero).allTrue();
  }
}
