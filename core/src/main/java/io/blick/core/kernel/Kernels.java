package io.blick.core.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The loops that everything else is made of, each on one thread. Offsets count elements. Arguments
 * stand as in BLAS: inputs, then destination, then count. Nothing is checked here but by asserts.
 */
public sealed interface Kernels permits ScalarKernels, VectorKernels {
  /** Rows of a tile. */
  int ROWS = 6;

  /** Columns of a tile: a multiple of every lane count times four. */
  int COLUMNS = 64;

  /** Elements of a tile. */
  int TILE = ROWS * COLUMNS;

  /** Where chains of multiply-adds are cut: docs/numerics.md. */
  int CHAIN = 128;

  /** Partial sums of a row sum: docs/numerics.md. */
  int PARTIALS = 16;

  /** Returns how many floats are computed at once. */
  int lanes();

  /**
   * tile[r][c] = Σ x[k][r] · w[k][c] for r &lt; 6, c &lt; 64, as one chain of fused multiply-adds
   * over ascending k from 0.
   *
   * @param x (depth, 6)
   * @param w (depth, 64)
   * @param tile (6, 64)
   * @param depth at most {@link #CHAIN} for the chain to keep to the rule
   */
  void tile(
      MemorySegment x,
      long xAt,
      MemorySegment w,
      long wAt,
      MemorySegment tile,
      long tileAt,
      int depth);

  /** y[i] = a[i] + b[i]. */
  void add(MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n);

  /** y[i] = x[i]/2 · (1 + erf(x[i]/√2)). */
  void geluErf(MemorySegment x, long xAt, MemorySegment y, long yAt, int n);

  /** y[i] = x[i]/2 · (1 + tanh(√(2/π) (x[i] + 0.044715 x[i]³))). */
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
   * One block of keys of the online softmax, for 64 queries side by side: scores become exp(score −
   * maximum), and the running state follows.
   *
   * @param scores q·k (keys, 64); becomes the block's weights before normalization
   * @param scale factor on the scores
   * @param state maximum so far (64), sum so far (64), and as result what earlier sums and outputs
   *     were multiplied by (64)
   */
  void softmaxBlock(
      MemorySegment scores,
      long scoresAt,
      int keys,
      float scale,
      MemorySegment state,
      long stateAt);

  /**
   * y[r][c] = y[r][c] · factor[c] + x[r][c], fused, for c &lt; 64.
   *
   * @param x (rows, 64)
   * @param factor (64)
   * @param y (rows, 64)
   */
  void rescale(
      MemorySegment x,
      long xAt,
      MemorySegment factor,
      long factorAt,
      MemorySegment y,
      long yAt,
      int rows);
}
