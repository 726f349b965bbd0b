package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.requireAllocated;
import static io.blick.core.kernel.Memory.set;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Operations on elements in vectors: the same bits as {@link ScalarElements}. */
final class VectorElements implements ElementKernels {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;

  @Override
  public void fill(MemorySegment y, long yAt, int n, float value) {
    requireAllocated(y);
    FloatVector v = FloatVector.broadcast(SPECIES, value);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      v.intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    Memory.fill(y, yAt + i, n - i, value);
  }

  @Override
  public void add(
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

  @Override
  public void multiply(
      MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n) {
    requireAllocated(a);
    requireAllocated(b);
    requireAllocated(y);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, a, BYTES * (aAt + i), LITTLE_ENDIAN)
          .mul(fromMemorySegment(SPECIES, b, BYTES * (bAt + i), LITTLE_ENDIAN))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, get(a, aAt + i) * get(b, bAt + i));
    }
  }

  @Override
  public void multiply(MemorySegment x, long xAt, float factor, MemorySegment y, long yAt, int n) {
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

  @Override
  public void multiplyAdd(
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

  @Override
  public void divide(MemorySegment x, long xAt, float divisor, MemorySegment y, long yAt, int n) {
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

  @Override
  public void addRow(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment row,
      long rowAt,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    requireAllocated(x);
    requireAllocated(row);
    requireAllocated(y);
    int j = 0;
    for (; j + 4 * LANES <= columns; j += 4 * LANES) {
      addRow4(x, xAt + j, xStride, row, rowAt + j, y, yAt + j, yStride, rows);
    }
    for (int r = 0; j < columns && r < rows; r++) {
      add(x, xAt + r * xStride + j, row, rowAt + j, y, yAt + r * yStride + j, columns - j);
    }
  }

  /** Four vectors of each row. */
  private static void addRow4(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment row,
      long rowAt,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows) {
    requireAllocated(x);
    requireAllocated(row);
    requireAllocated(y);
    long at = BYTES * rowAt;
    FloatVector b0 = fromMemorySegment(SPECIES, row, at, LITTLE_ENDIAN);
    FloatVector b1 = fromMemorySegment(SPECIES, row, at + BYTES * LANES, LITTLE_ENDIAN);
    FloatVector b2 = fromMemorySegment(SPECIES, row, at + 2 * BYTES * LANES, LITTLE_ENDIAN);
    FloatVector b3 = fromMemorySegment(SPECIES, row, at + 3 * BYTES * LANES, LITTLE_ENDIAN);
    for (int r = 0; r < rows; r++) {
      long from = BYTES * (xAt + r * xStride);
      long to = BYTES * (yAt + r * yStride);
      FloatVector x0 = fromMemorySegment(SPECIES, x, from, LITTLE_ENDIAN);
      FloatVector x1 = fromMemorySegment(SPECIES, x, from + BYTES * LANES, LITTLE_ENDIAN);
      FloatVector x2 = fromMemorySegment(SPECIES, x, from + 2 * BYTES * LANES, LITTLE_ENDIAN);
      FloatVector x3 = fromMemorySegment(SPECIES, x, from + 3 * BYTES * LANES, LITTLE_ENDIAN);
      x0.add(b0).intoMemorySegment(y, to, LITTLE_ENDIAN);
      x1.add(b1).intoMemorySegment(y, to + BYTES * LANES, LITTLE_ENDIAN);
      x2.add(b2).intoMemorySegment(y, to + 2 * BYTES * LANES, LITTLE_ENDIAN);
      x3.add(b3).intoMemorySegment(y, to + 3 * BYTES * LANES, LITTLE_ENDIAN);
    }
  }

  @Override
  public void addWithRow(
      MemorySegment a,
      long aAt,
      MemorySegment b,
      long bAt,
      long stride,
      MemorySegment row,
      long rowAt,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    requireAllocated(a);
    requireAllocated(b);
    requireAllocated(row);
    requireAllocated(y);
    int j = 0;
    for (; j + 4 * LANES <= columns; j += 4 * LANES) {
      addWithRow4(a, aAt + j, b, bAt + j, stride, row, rowAt + j, y, yAt + j, yStride, rows);
    }
    for (int r = 0; j < columns && r < rows; r++) {
      long at = yAt + r * yStride + j;
      int n = columns - j;
      add(a, aAt + r * stride + j, b, bAt + r * stride + j, y, at, n);
      add(y, at, row, rowAt + j, y, at, n);
    }
  }

  /** Four vectors of each row. */
  private static void addWithRow4(
      MemorySegment a,
      long aAt,
      MemorySegment b,
      long bAt,
      long stride,
      MemorySegment row,
      long rowAt,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows) {
    requireAllocated(a);
    requireAllocated(b);
    requireAllocated(row);
    requireAllocated(y);
    long rowBytes = BYTES * rowAt;
    FloatVector r0 = fromMemorySegment(SPECIES, row, rowBytes, LITTLE_ENDIAN);
    FloatVector r1 = fromMemorySegment(SPECIES, row, rowBytes + BYTES * LANES, LITTLE_ENDIAN);
    FloatVector r2 = fromMemorySegment(SPECIES, row, rowBytes + 2 * BYTES * LANES, LITTLE_ENDIAN);
    FloatVector r3 = fromMemorySegment(SPECIES, row, rowBytes + 3 * BYTES * LANES, LITTLE_ENDIAN);
    for (int r = 0; r < rows; r++) {
      long p = BYTES * (aAt + r * stride);
      long q = BYTES * (bAt + r * stride);
      long to = BYTES * (yAt + r * yStride);
      FloatVector a0 = fromMemorySegment(SPECIES, a, p, LITTLE_ENDIAN);
      FloatVector a1 = fromMemorySegment(SPECIES, a, p + BYTES * LANES, LITTLE_ENDIAN);
      FloatVector a2 = fromMemorySegment(SPECIES, a, p + 2 * BYTES * LANES, LITTLE_ENDIAN);
      FloatVector a3 = fromMemorySegment(SPECIES, a, p + 3 * BYTES * LANES, LITTLE_ENDIAN);
      a0 = a0.add(fromMemorySegment(SPECIES, b, q, LITTLE_ENDIAN));
      a1 = a1.add(fromMemorySegment(SPECIES, b, q + BYTES * LANES, LITTLE_ENDIAN));
      a2 = a2.add(fromMemorySegment(SPECIES, b, q + 2 * BYTES * LANES, LITTLE_ENDIAN));
      a3 = a3.add(fromMemorySegment(SPECIES, b, q + 3 * BYTES * LANES, LITTLE_ENDIAN));
      a0.add(r0).intoMemorySegment(y, to, LITTLE_ENDIAN);
      a1.add(r1).intoMemorySegment(y, to + BYTES * LANES, LITTLE_ENDIAN);
      a2.add(r2).intoMemorySegment(y, to + 2 * BYTES * LANES, LITTLE_ENDIAN);
      a3.add(r3).intoMemorySegment(y, to + 3 * BYTES * LANES, LITTLE_ENDIAN);
    }
  }

  @Override
  public void relu(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
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

  @Override
  public void silu(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    int whole = n - n % LANES;
    multiply(x, xAt, -1, y, yAt, whole);
    VectorTranscendental.exp(y, yAt, 0, y, yAt, whole);
    VectorTranscendental.divideByGrowth(x, xAt, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      set(y, yAt + i, Transcendental.silu(get(x, xAt + i)));
    }
  }

  @Override
  public void geluErf(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    int whole = n - n % LANES;
    VectorTranscendental.erfcLog(x, xAt, y, yAt, whole);
    VectorTranscendental.exp(y, yAt, 0, y, yAt, whole);
    VectorTranscendental.geluErf(x, xAt, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      set(y, yAt + i, Transcendental.geluErf(get(x, xAt + i)));
    }
  }

  @Override
  public void geluTanh(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    int whole = n - n % LANES;
    VectorTranscendental.geluExponent(x, xAt, y, yAt, whole);
    VectorTranscendental.exp(y, yAt, 0, y, yAt, whole);
    VectorTranscendental.divideByGrowth(x, xAt, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      set(y, yAt + i, Transcendental.geluTanh(get(x, xAt + i)));
    }
  }
}
