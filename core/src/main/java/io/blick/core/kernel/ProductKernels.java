package io.blick.core.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Products of matrices, and the copies that bring a matrix into the order in which they read it, or
 * to where a caller wants it. What is multiplied was allocated off the heap; copies go from and to
 * memory of any kind. One thread; offsets and strides count elements. Arguments are in BLAS order:
 * inputs, then destination, then count. Nothing is checked here except by asserts.
 */
public sealed interface ProductKernels permits ScalarProducts, VectorProducts {
  /** The columns of a product are a multiple of this, and this of every lane count. */
  int GRAIN = 16;

  /**
   * Elements from row to row of a right matrix for which products are fastest: four vectors of 16
   * lanes.
   */
  int PANEL = 64;

  /** Longest chain of multiply-adds: docs/numerics.md. */
  int CHAIN = 256;

  /**
   * c[r][j] = Σ a[r][k] · b[k][j], as one chain of fused multiply-adds over ascending k from 0.
   *
   * @param a (rows, depth), a row every {@code aStride} elements
   * @param b (depth, columns), a row every {@code bStride} elements
   * @param c (rows, columns), a row every {@code cStride} elements
   * @param columns a multiple of 16
   * @param depth at most {@link #CHAIN}, the longest chain of docs/numerics.md
   * @see Tiles the loops in vectors, written by {@code core/src/main/kernels/TileGenerator.java} in
   *     each build (docs/kernels.md)
   */
  void product(
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
      int depth);

  /**
   * y[r] = Σ w[r][k] · x[k], over the whole depth: the chain is cut before every {@code chain}-th
   * k, and the parts are added in order (docs/numerics.md).
   *
   * @param w (rows, depth), a row every {@code wStride} elements, which is at least 1; elements
   *     between rows may be read, and have no influence
   * @param x (depth)
   * @param y (rows), not overlapping w or x
   */
  void matrixVector(
      MemorySegment w,
      long wAt,
      long wStride,
      MemorySegment x,
      long xAt,
      MemorySegment y,
      long yAt,
      int rows,
      int depth,
      int chain);

  /**
   * y[i][j] = Σ w[r][i] · x[r][j] + y[i][j], one chain of fused multiply-adds over ascending r.
   *
   * @param w (rows, count), a row every {@code wStride} elements
   * @param x (rows, columns), a row every {@code xStride} elements
   * @param y (count, columns), a row every {@code yStride} elements
   * @param count few
   * @param columns a multiple of 16
   */
  void weightedSum(
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
      int columns);

  /**
   * y[j][i] = x[i][j].
   *
   * @param x (rows, columns), a row every {@code xStride} elements
   * @param y (columns, rows), a row every {@code yStride} elements
   */
  void transpose(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns);

  /**
   * y[r][j] = x[r][j].
   *
   * @param x (rows, columns), a row every {@code xStride} elements
   * @param y (rows, columns), a row every {@code yStride} elements
   */
  default void copyRows(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    for (int r = 0; r < rows; r++) {
      Memory.copy(x, xAt + r * xStride, y, yAt + r * yStride, columns);
    }
  }
}
