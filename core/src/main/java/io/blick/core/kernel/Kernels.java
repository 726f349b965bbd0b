package io.blick.core.kernel;

import static io.blick.core.kernel.Fma.fma;

import java.lang.foreign.MemorySegment;

/**
 * The inner loops of all operations, each on one thread. Offsets count elements. Arguments are in
 * BLAS order: inputs, then destination, then count. Nothing is checked here except by asserts. A
 * caller's tensors may be in any kind of memory; scores, and everything computed from them, are in
 * memory that was allocated off the heap.
 */
public sealed interface Kernels permits ScalarKernels, VectorKernels {
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
   * Longest chain in a dot product of query and key, whose error becomes an error of all weights.
   */
  int SCORE_CHAIN = 64;

  /**
   * Weights that are summed separately before they are added to the sum of all: docs/numerics.md.
   */
  int WEIGHTS = 16;

  /** Partial sums of a row sum: docs/numerics.md. */
  int PARTIALS = 16;

  /** Returns how many floats a vector has. */
  int lanes();

  /**
   * c[r][j] = Σ a[r][k] · b[k][j], as one chain of fused multiply-adds over ascending k from 0.
   *
   * @param a (rows, depth), a row every {@code aStride} elements
   * @param b (depth, columns), a row every {@code bStride} elements
   * @param c (rows, columns), a row every {@code cStride} elements
   * @param columns a multiple of 16
   * @param depth at most {@link #CHAIN}, the longest chain of docs/numerics.md
   * @see Tiles the loops of the vector kernels, written by
   *     {@code core/src/main/kernels/TileGenerator.java} in each build (docs/kernels.md)
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
  void addWeightedSum(
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

  /**
   * Whether all x[r][j] are finite.
   *
   * @param x (rows, columns), a row every {@code stride} elements
   */
  boolean finite(MemorySegment x, long at, long stride, int rows, int columns);

  /** y[i] = a[i] + b[i]. */
  void add(MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n);

  /** y[i] = value. */
  void fill(MemorySegment y, long yAt, int n, float value);

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

  /** x[i] = bound · tanh(x[i] / bound). */
  void cap(MemorySegment x, long xAt, float bound, int n);

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

  /** Returns the largest x[i]; NaN if any is. */
  float max(MemorySegment x, long xAt, int n);

  /** y[i] = exp(x[i] − m). */
  void exp(MemorySegment x, long xAt, float m, MemorySegment y, long yAt, int n);

  /** y[i] = x[i] / divisor. */
  void divide(MemorySegment x, long xAt, float divisor, MemorySegment y, long yAt, int n);

  /**
   * Returns Σ x[i], a row sum of docs/numerics.md.
   *
   * @param partials room for 16 floats
   */
  float sum(MemorySegment x, long xAt, MemorySegment partials, int n);

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

  /**
   * Returns Σ (x[i] − centre)², a row sum of docs/numerics.md.
   *
   * @param partials room for 16 floats
   */
  float squares(MemorySegment x, long xAt, float centre, MemorySegment partials, int n);

  /** y[i] = (x[i] − mean) · inverse. */
  void standardize(
      MemorySegment x, long xAt, float mean, float inverse, MemorySegment y, long yAt, int n);

  /** y[i] = y[i] · gain[i] + bias[i], fused. */
  void affine(MemorySegment gain, MemorySegment bias, MemorySegment y, long yAt, int n);

  /**
   * One block of keys of the online softmax, for a query in each column: the weights are 2^((score
   * − m) · scale), where m is the largest score so far, and the running state is updated.
   *
   * @param scores q·k (keys, width), −∞ where hidden; the memory holds the weights, too
   * @param weightsAt offset of the weights, not normalized (keys, width): that of the scores, or
   *     without overlap
   * @param first index of the first key in its block, since weights are summed by sixteen keys of
   *     the block
   * @param scale positive
   * @param state m so far (width), −∞ before the first key; sum so far (width); and as a result the
   *     factor for earlier sums and outputs (width)
   */
  void softmaxBlock(
      MemorySegment scores,
      long scoresAt,
      long weightsAt,
      int first,
      int keys,
      int width,
      float scale,
      MemorySegment state,
      long stateAt);

  /** y[i] = y[i] + table[i]; −∞ where the table has −∞, even if y[i] is NaN or +∞. */
  void addTable(MemorySegment table, long tableAt, MemorySegment y, long yAt, int n);

  /**
   * scores[j][c] = −∞ unless first[c] ≤ j &lt; end[c].
   *
   * @param scores (keys, width)
   * @param range first (width), end (width): whole numbers
   */
  void hide(
      MemorySegment scores, long scoresAt, int keys, int width, MemorySegment range, long rangeAt);

  /**
   * y[r][c] = y[r][c] · factor[c] + x[r][c], fused.
   *
   * @param x (rows, width)
   * @param factor (width)
   * @param y (rows, width)
   */
  void rescale(
      MemorySegment x,
      long xAt,
      MemorySegment factor,
      long factorAt,
      MemorySegment y,
      long yAt,
      int rows,
      int width);

  /**
   * y[r][c] = y[r][c] / divisor[c].
   *
   * @param divisor (width)
   * @param y (rows, width)
   */
  void divideRows(
      MemorySegment divisor, long divisorAt, MemorySegment y, long yAt, int rows, int width);

  /**
   * y[c] = ln Σ exp(score) = ln 2 · m · scale + ln sum; −∞ where no key was seen, and ±∞ where m ·
   * scale overflows.
   *
   * @param state m (width), sum (width)
   * @param scale as in {@link #softmaxBlock}
   */
  void logSumExp(
      MemorySegment state, long stateAt, float scale, MemorySegment y, long yAt, int width);

  /**
   * Merges two softmaxes over different keys: both are made relative to the larger m, their sums
   * are added, and the factors are written by which their outputs are to be multiplied before they
   * are added.
   *
   * @param memory holds both states
   * @param stateAt m (width), sum (width), factor (width); becomes the merged state, with this
   *     softmax's factor
   * @param otherAt m (width), sum (width), factor (width); its factor is set
   * @param scale as in {@link #softmaxBlock}
   */
  default void merge(MemorySegment memory, long stateAt, long otherAt, float scale, int width) {
    for (int c = 0; c < width; c++) {
      float own = Memory.get(memory, stateAt + c);
      float other = Memory.get(memory, otherAt + c);
      float larger = other > own ? other : own;
      float shift = larger == Float.NEGATIVE_INFINITY ? 0 : larger;
      float ownFactor = Transcendental.exp2(Transcendental.rescalingExponent(own, scale, shift));
      float otherFactor =
          Transcendental.exp2(Transcendental.rescalingExponent(other, scale, shift));
      float ownSum = Memory.get(memory, stateAt + width + c);
      float otherSum = Memory.get(memory, otherAt + width + c) * otherFactor;
      Memory.set(memory, stateAt + c, larger);
      Memory.set(memory, stateAt + width + c, fma(ownSum, ownFactor, otherSum));
      Memory.set(memory, stateAt + 2L * width + c, ownFactor);
      Memory.set(memory, otherAt + 2L * width + c, otherFactor);
    }
  }

  /**
   * y[r][c] = y[r][c] · factor[c].
   *
   * @param factor (width)
   * @param y (rows, width)
   */
  void multiplyRows(
      MemorySegment factor, long factorAt, MemorySegment y, long yAt, int rows, int width);
}
