package io.blick.core.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The steps of norms, softmax, unit length and rotation over one row, which are sums over it and
 * what is done with them. One thread; offsets count elements, and nothing is checked. All memory is
 * allocated off the heap.
 */
public sealed interface RowKernels permits ScalarRows, VectorRows {
  /** Partial sums of a row sum: docs/numerics.md. */
  int PARTIALS = 16;

  /** Returns the largest x[i]; NaN if any is. */
  float max(MemorySegment x, long xAt, int n);

  /** y[i] = exp(x[i] − m). */
  void exp(MemorySegment x, long xAt, float m, MemorySegment y, long yAt, int n);

  /**
   * Returns Σ x[i], a row sum of docs/numerics.md.
   *
   * @param partials room for 16 floats
   */
  float sum(MemorySegment x, long xAt, MemorySegment partials, int n);

  /**
   * Returns Σ (x[i] − centre)², a row sum of docs/numerics.md.
   *
   * @param partials room for 16 floats
   */
  float squares(MemorySegment x, long xAt, float centre, MemorySegment partials, int n);

  /**
   * Returns the sum of 16 partial sums: the upper half is added to the lower, in place, until one
   * is left.
   */
  default float fold(MemorySegment partials, long at) {
    for (int half = PARTIALS / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        Memory.set(
            partials, at + i, Memory.get(partials, at + i) + Memory.get(partials, at + i + half));
      }
    }
    return Memory.get(partials, at);
  }

  /** y[i] = (x[i] − mean) · inverse. */
  void standardize(
      MemorySegment x, long xAt, float mean, float inverse, MemorySegment y, long yAt, int n);

  /** y[i] = y[i] · gain[i] + bias[i], fused; gain and bias begin at 0. */
  void affine(MemorySegment gain, MemorySegment bias, MemorySegment y, long yAt, int n);

  /** y[i] = (x[i] · factor) · gain[i]; gain begins at 0. */
  void scale(
      MemorySegment x,
      long xAt,
      float factor,
      MemorySegment gain,
      MemorySegment y,
      long yAt,
      int n);

  /**
   * Turns pairs of elements: y[i] = x[i] · cos[i] − x[n + i] · sin[i], y[n + i] = x[n + i] · cos[i]
   * + x[i] · sin[i], where the second product is rounded, and the first is fused with the sum.
   *
   * @param x (2 n)
   * @param turn n cosines, and then n sines
   * @param y (2 n), other memory than x
   */
  void turnHalves(
      MemorySegment x, long xAt, MemorySegment turn, long turnAt, MemorySegment y, long yAt, int n);

  /**
   * Turns pairs of neighbours: y[2i] = x[2i] · cos[i] − x[2i + 1] · sin[i], y[2i + 1] = x[2i + 1] ·
   * cos[i] + x[2i] · sin[i], where the second product is rounded, and the first is fused with the
   * sum.
   *
   * @param x (2 n)
   * @param turn each of n cosines twice, and then for each of n sines −sin and sin
   * @param y (2 n), other memory than x
   */
  void turnInterleaved(
      MemorySegment x, long xAt, MemorySegment turn, long turnAt, MemorySegment y, long yAt, int n);

  /**
   * Whether all x[r][j] are finite.
   *
   * @param x (rows, columns), a row every {@code stride} elements
   */
  boolean finite(MemorySegment x, long at, long stride, int rows, int columns);
}
