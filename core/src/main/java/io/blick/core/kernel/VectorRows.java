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

/**
 * The row operations of {@link VectorKernels}: copies, sums, scaling and layer norm of matrices,
 * row by row.
 */
final class VectorRows {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;

  private VectorRows() {}

  static boolean finite(MemorySegment x, long at, long stride, int rows, int columns) {
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

  static void copy(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    int j = 0;
    for (; j + 4 * LANES <= columns; j += 4 * LANES) {
      copy4(x, xAt + j, xStride, y, yAt + j, yStride, rows);
    }
    for (int r = 0; j < columns && r < rows; r++) {
      Memory.copy(x, xAt + r * xStride + j, y, yAt + r * yStride + j, columns - j);
    }
  }

  /** Four vectors of each row. */
  private static void copy4(
      MemorySegment x, long xAt, long xStride, MemorySegment y, long yAt, long yStride, int rows) {
    requireAllocated(x);
    requireAllocated(y);
    for (int r = 0; r < rows; r++) {
      long from = BYTES * (xAt + r * xStride);
      long to = BYTES * (yAt + r * yStride);
      FloatVector v0 = fromMemorySegment(SPECIES, x, from, LITTLE_ENDIAN);
      FloatVector v1 = fromMemorySegment(SPECIES, x, from + BYTES * LANES, LITTLE_ENDIAN);
      FloatVector v2 = fromMemorySegment(SPECIES, x, from + 2 * BYTES * LANES, LITTLE_ENDIAN);
      FloatVector v3 = fromMemorySegment(SPECIES, x, from + 3 * BYTES * LANES, LITTLE_ENDIAN);
      v0.intoMemorySegment(y, to, LITTLE_ENDIAN);
      v1.intoMemorySegment(y, to + BYTES * LANES, LITTLE_ENDIAN);
      v2.intoMemorySegment(y, to + 2 * BYTES * LANES, LITTLE_ENDIAN);
      v3.intoMemorySegment(y, to + 3 * BYTES * LANES, LITTLE_ENDIAN);
    }
  }

  static void addRow(
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
    int j = 0;
    for (; j + 4 * LANES <= columns; j += 4 * LANES) {
      addRow4(x, xAt + j, xStride, row, rowAt + j, y, yAt + j, yStride, rows);
    }
    for (int r = 0; j < columns && r < rows; r++) {
      VectorElements.add(
          x, xAt + r * xStride + j, row, rowAt + j, y, yAt + r * yStride + j, columns - j);
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

  static void addWithRow(
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
    int j = 0;
    for (; j + 4 * LANES <= columns; j += 4 * LANES) {
      addWithRow4(a, aAt + j, b, bAt + j, stride, row, rowAt + j, y, yAt + j, yStride, rows);
    }
    for (int r = 0; j < columns && r < rows; r++) {
      long at = yAt + r * yStride + j;
      int n = columns - j;
      VectorElements.add(a, aAt + r * stride + j, b, bAt + r * stride + j, y, at, n);
      VectorElements.add(y, at, row, rowAt + j, y, at, n);
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

  static void rescale(
      MemorySegment x,
      long xAt,
      MemorySegment factor,
      long factorAt,
      MemorySegment y,
      long yAt,
      int rows,
      int width) {
    int c = 0;
    for (; c + 4 * LANES <= width; c += 4 * LANES) {
      rescale4(x, xAt + c, factor, factorAt + c, y, yAt + c, rows, width);
    }
    for (; c < width; c += LANES) {
      rescale1(x, xAt + c, factor, factorAt + c, y, yAt + c, rows, width);
    }
  }

  private static void rescale4(
      MemorySegment x,
      long xAt,
      MemorySegment factor,
      long factorAt,
      MemorySegment y,
      long yAt,
      int rows,
      int width) {
    requireAllocated(x);
    requireAllocated(factor);
    requireAllocated(y);
    long fs = BYTES * factorAt;
    FloatVector f0 = fromMemorySegment(SPECIES, factor, fs, LITTLE_ENDIAN);
    FloatVector f1 = fromMemorySegment(SPECIES, factor, fs + BYTES * LANES, LITTLE_ENDIAN);
    FloatVector f2 = fromMemorySegment(SPECIES, factor, fs + 2 * BYTES * LANES, LITTLE_ENDIAN);
    FloatVector f3 = fromMemorySegment(SPECIES, factor, fs + 3 * BYTES * LANES, LITTLE_ENDIAN);
    for (int r = 0; r < rows; r++) {
      long from = BYTES * (xAt + (long) r * width);
      long to = BYTES * (yAt + (long) r * width);
      FloatVector y0 = fromMemorySegment(SPECIES, y, to, LITTLE_ENDIAN);
      FloatVector y1 = fromMemorySegment(SPECIES, y, to + BYTES * LANES, LITTLE_ENDIAN);
      FloatVector y2 = fromMemorySegment(SPECIES, y, to + 2 * BYTES * LANES, LITTLE_ENDIAN);
      FloatVector y3 = fromMemorySegment(SPECIES, y, to + 3 * BYTES * LANES, LITTLE_ENDIAN);
      y0 = y0.fma(f0, fromMemorySegment(SPECIES, x, from, LITTLE_ENDIAN));
      y1 = y1.fma(f1, fromMemorySegment(SPECIES, x, from + BYTES * LANES, LITTLE_ENDIAN));
      y2 = y2.fma(f2, fromMemorySegment(SPECIES, x, from + 2 * BYTES * LANES, LITTLE_ENDIAN));
      y3 = y3.fma(f3, fromMemorySegment(SPECIES, x, from + 3 * BYTES * LANES, LITTLE_ENDIAN));
      y0.intoMemorySegment(y, to, LITTLE_ENDIAN);
      y1.intoMemorySegment(y, to + BYTES * LANES, LITTLE_ENDIAN);
      y2.intoMemorySegment(y, to + 2 * BYTES * LANES, LITTLE_ENDIAN);
      y3.intoMemorySegment(y, to + 3 * BYTES * LANES, LITTLE_ENDIAN);
    }
  }

  private static void rescale1(
      MemorySegment x,
      long xAt,
      MemorySegment factor,
      long factorAt,
      MemorySegment y,
      long yAt,
      int rows,
      int width) {
    requireAllocated(x);
    requireAllocated(factor);
    requireAllocated(y);
    FloatVector f = fromMemorySegment(SPECIES, factor, BYTES * factorAt, LITTLE_ENDIAN);
    for (int r = 0; r < rows; r++) {
      long from = BYTES * (xAt + (long) r * width);
      long to = BYTES * (yAt + (long) r * width);
      fromMemorySegment(SPECIES, y, to, LITTLE_ENDIAN)
          .fma(f, fromMemorySegment(SPECIES, x, from, LITTLE_ENDIAN))
          .intoMemorySegment(y, to, LITTLE_ENDIAN);
    }
  }

  static void divideRows(
      MemorySegment divisor, long divisorAt, MemorySegment y, long yAt, int rows, int width) {
    requireAllocated(divisor);
    requireAllocated(y);
    for (int c = 0; c < width; c += LANES) {
      FloatVector d = fromMemorySegment(SPECIES, divisor, BYTES * (divisorAt + c), LITTLE_ENDIAN);
      for (int r = 0; r < rows; r++) {
        long at = BYTES * (yAt + (long) r * width + c);
        fromMemorySegment(SPECIES, y, at, LITTLE_ENDIAN)
            .div(d)
            .intoMemorySegment(y, at, LITTLE_ENDIAN);
      }
    }
  }

  static void multiplyRows(
      MemorySegment factor, long factorAt, MemorySegment y, long yAt, int rows, int width) {
    requireAllocated(factor);
    requireAllocated(y);
    for (int c = 0; c < width; c += LANES) {
      FloatVector f = fromMemorySegment(SPECIES, factor, BYTES * (factorAt + c), LITTLE_ENDIAN);
      for (int r = 0; r < rows; r++) {
        long at = BYTES * (yAt + (long) r * width + c);
        fromMemorySegment(SPECIES, y, at, LITTLE_ENDIAN)
            .mul(f)
            .intoMemorySegment(y, at, LITTLE_ENDIAN);
      }
    }
  }

  static void standardize(
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

  static void affine(MemorySegment gain, MemorySegment bias, MemorySegment y, long yAt, int n) {
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
}
