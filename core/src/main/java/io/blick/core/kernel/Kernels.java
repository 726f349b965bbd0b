package io.blick.core.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The loops that everything else is made of, each on one thread. Offsets count elements. Arguments
 * stand as in BLAS: inputs, then destination, then count. Nothing is checked here but by asserts.
 * What comes from a caller may lie anywhere; scores, and what is computed of them, lie in memory
 * that was allocated off the heap.
 */
public sealed interface Kernels permits ScalarKernels, VectorKernels {
  /** Columns of a product are a multiple of this: of every lane count. */
  int GRAIN = 16;

  /** From row to row of a right matrix, this many columns are fastest: four of the widest lanes. */
  int PANEL = 64;

  /** Where chains of multiply-adds are cut: docs/numerics.md. */
  int CHAIN = 256;

  /** Where those of a query and a key are cut, whose error is that of all weights. */
  int SCORE_CHAIN = 64;

  /** Weights whose sum is one of those that make up the sum of all: docs/numerics.md. */
  int WEIGHTS = 16;

  /** Partial sums of a row sum: docs/numerics.md. */
  int PARTIALS = 16;

  /** Returns how many floats are computed at once. */
  int lanes();

  /**
   * c[r][j] = Σ a[r][k] · b[k][j], as one chain of fused multiply-adds over ascending k from 0.
   *
   * @param a (rows, depth), a row every {@code aStride} elements
   * @param b (depth, columns), a row every {@code bStride} elements
   * @param c (rows, columns), a row every {@code cStride} elements
   * @param columns a multiple of 16
   * @param depth at most {@link #CHAIN} for the chain to keep to the rule
   */
  void rows(
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
   * y[r] = Σ w[r][k] · x[k], by the rule of chains, whole: cut before every {@code chain}-th k, and
   * the parts added in order.
   *
   * @param w (rows, depth), a row every {@code wStride} elements, one at least; what stands between
   *     rows may be read, and has no influence
   * @param x (depth)
   * @param y (rows), apart from w and x
   */
  void dots(
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
  void addWeighted(
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
   * Whether all x[r][j] are numbers that are not infinite.
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

  /** y[i] = x[i]/2 · (1 + erf(x[i]/√2)); y is other memory than x. */
  void geluErf(MemorySegment x, long xAt, MemorySegment y, long yAt, int n);

  /** y[i] = x[i]/2 · (1 + tanh(√(2/π) (x[i] + 0.044715 x[i]³))); y is other memory than x. */
  void geluTanh(MemorySegment x, long xAt, MemorySegment y, long yAt, int n);

  /** y[i] = tanh(x[i]), in scalar code everywhere: it is never hot. */
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
   * Returns Σ x[i], by the rule of row sums.
   *
   * @param partials room for 16 floats
   */
  float sum(MemorySegment x, long xAt, MemorySegment partials, int n);

  /** Adds the upper half of 16 partial sums to the lower, in place, until one is left. */
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
   * Returns Σ (x[i] − centre)², by the rule of row sums.
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
   * One block of keys of the online softmax, for queries side by side: the weights are 2^((score −
   * m) · scale), where m is the largest score so far, and the running state follows.
   *
   * @param scores q·k (keys, width), −∞ where hidden; holds the weights, too
   * @param weightsAt where the block's weights go, not normalized (keys, width): in the scores'
   *     place, or apart from them
   * @param first which key of its block the first is, since weights are summed by sixteens of it
   * @param scale positive
   * @param state m so far (width), −∞ where nothing was seen; sum so far (width); and as a result
   *     what earlier sums and outputs are to be multiplied by (width)
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

  /** y[i] = y[i] + table[i]; −∞ where the table says so, even of NaN or ∞. */
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
   * y[c] = ln Σ exp(score) = ln 2 · m · scale + ln sum; −∞ where nothing was seen, and ±∞ where m ·
   * scale is no float.
   *
   * @param state m (width), sum (width)
   * @param scale as in {@link #softmaxBlock}
   */
  void logSumExp(
      MemorySegment state, long stateAt, float scale, MemorySegment y, long yAt, int width);

  /**
   * What two softmaxes over different keys give together: both are put on the larger m, their sums
   * are added, and the factors are left by which their outputs are to be added.
   *
   * @param memory holds both
   * @param stateAt m (width), sum (width), factor (width); becomes those of both
   * @param otherAt m (width), sum (width), factor (width)
   * @param scale as in {@link #softmaxBlock}
   */
  default void merge(MemorySegment memory, long stateAt, long otherAt, float scale, int width) {
    for (int c = 0; c < width; c++) {
      float own = Memory.get(memory, stateAt + c);
      float its = Memory.get(memory, otherAt + c);
      float larger = its > own ? its : own;
      float shift = larger == Float.NEGATIVE_INFINITY ? 0 : larger;
      float ownFactor = Transcendental.exp2(Transcendental.step(own, scale, shift));
      float itsFactor = Transcendental.exp2(Transcendental.step(its, scale, shift));
      float ownSum = Memory.get(memory, stateAt + width + c);
      float itsSum = Memory.get(memory, otherAt + width + c) * itsFactor;
      Memory.set(memory, stateAt + c, larger);
      Memory.set(memory, stateAt + width + c, Math.fma(ownSum, ownFactor, itsSum));
      Memory.set(memory, stateAt + 2L * width + c, ownFactor);
      Memory.set(memory, otherAt + 2L * width + c, itsFactor);
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
