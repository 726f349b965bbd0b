package io.blick.core.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Operations on each element by itself: fills, sums, factors, activations. One thread; offsets and
 * strides count elements, and nothing is checked. All memory is allocated off the heap.
 */
public sealed interface ElementKernels permits ScalarElements, VectorElements {
  /** y[i] = value. */
  void fill(MemorySegment y, long yAt, int n, float value);

  /** y[i] = a[i] + b[i]. */
  void add(MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n);

  /** y[i] = a[i] · b[i]. */
  void multiply(
      MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n);

  /** y[i] = x[i] · factor. */
  void multiply(MemorySegment x, long xAt, float factor, MemorySegment y, long yAt, int n);

  /** y[i] = a[i] · factor + b[i], fused. */
  void multiplyAdd(
      MemorySegment a,
      long aAt,
      float factor,
      MemorySegment b,
      long bAt,
      MemorySegment y,
      long yAt,
      int n);

  /** y[i] = x[i] / divisor. */
  void divide(MemorySegment x, long xAt, float divisor, MemorySegment y, long yAt, int n);

  /**
   * y[r][j] = x[r][j] + row[j].
   *
   * @param x (rows, columns), a row every {@code xStride} elements
   * @param row (columns)
   * @param y (rows, columns), a row every {@code yStride} elements
   */
  void addRow(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment row,
      long rowAt,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns);

  /**
   * y[r][j] = a[r][j] + b[r][j] + row[j], in this order.
   *
   * @param a (rows, columns), a row every {@code stride} elements; may be y
   * @param b (rows, columns), a row every {@code stride} elements
   * @param row (columns)
   * @param y (rows, columns), a row every {@code yStride} elements
   */
  void addWithRow(
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
      int columns);

  /** y[i] = max(0, x[i]); NaN stays NaN. */
  void relu(MemorySegment x, long xAt, MemorySegment y, long yAt, int n);

  /** y[i] = x[i] / (1 + exp(−x[i])); y is other memory than x. */
  void silu(MemorySegment x, long xAt, MemorySegment y, long yAt, int n);

  /** y[i] = x[i]/2 · (1 + erf(x[i]/√2)); y is other memory than x. */
  void geluErf(MemorySegment x, long xAt, MemorySegment y, long yAt, int n);

  /** y[i] = x[i]/2 · (1 + tanh(√(2/π) (x[i] + 0.044715 x[i]³))); y is other memory than x. */
  void geluTanh(MemorySegment x, long xAt, MemorySegment y, long yAt, int n);

  /** y[i] = tanh(x[i]), in scalar code on every machine: it is never hot. */
  default void tanh(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      Memory.set(y, yAt + i, (float) StrictMath.tanh(Memory.get(x, xAt + i)));
    }
  }
}
