package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.allocated;
import static io.blick.core.kernel.Memory.requireAllocated;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Products in vectors: the same bits as {@link ScalarProducts} for 4, 8 and 16 lanes. */
final class VectorProducts implements ProductKernels {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;

  @Override
  public void product(
      MemorySegment a,
      long aAt,
      long aStride,
      MemorySegment b,
      long bAt,
      long bStride,
      MemorySegment c,
      long cAt,
      long cStride,
      int rows,
      int columns,
      int depth) {
    Tiles.product(a, aAt, aStride, b, bAt, bStride, c, cAt, cStride, rows, columns, depth);
  }

  @Override
  public void matrixVector(
      MemorySegment w,
      long wAt,
      long wStride,
      MemorySegment x,
      long xAt,
      MemorySegment y,
      long yAt,
      int rows,
      int depth,
      int chain) {
    MatrixVector.product(w, wAt, wStride, x, xAt, y, yAt, rows, depth, chain);
  }

  @Override
  public void weightedSum(
      MemorySegment w,
      long wAt,
      long wStride,
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int count,
      int rows,
      int columns) {
    WeightedSums.add(w, wAt, wStride, x, xAt, xStride, y, yAt, yStride, count, rows, columns);
  }

  @Override
  public void transpose(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    Transposition.transpose(x, xAt, xStride, y, yAt, yStride, rows, columns);
  }

  @Override
  public void copyRows(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    if (!allocated(x, y)) {
      ProductKernels.super.copyRows(x, xAt, xStride, y, yAt, yStride, rows, columns);
      return;
    }
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
}
