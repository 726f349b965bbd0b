package io.blick.core.kernel;

import static io.blick.core.kernel.Fma.fma;

import java.lang.foreign.MemorySegment;

/**
 * The steps of attention between its two products, for one block of keys after the other: scores
 * are capped and masked, become weights (the online softmax of Milakov and Gimelshein 2018, arXiv
 * 1805.02867), and outputs are rescaled. Scores and weights are (keys, width), with a query in each
 * column. One thread; offsets count elements, and nothing is checked. All memory is allocated off
 * the heap.
 */
public sealed interface SoftmaxKernels permits ScalarSoftmax, VectorSoftmax {
  /**
   * Weights that are summed separately before they are added to the sum of all: docs/numerics.md.
   */
  int WEIGHTS = 16;

  /** x[i] = bound · tanh(x[i] / bound). */
  void cap(MemorySegment x, long xAt, float bound, int n);

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
  void block(
      MemorySegment scores,
      long scoresAt,
      long weightsAt,
      int first,
      int keys,
      int width,
      float scale,
      MemorySegment state,
      long stateAt);

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
   * y[r][c] = y[r][c] · factor[c].
   *
   * @param factor (width)
   * @param y (rows, width)
   */
  void multiplyRows(
      MemorySegment factor, long factorAt, MemorySegment y, long yAt, int rows, int width);

  /**
   * y[r][c] = y[r][c] / divisor[c].
   *
   * @param divisor (width)
   * @param y (rows, width)
   */
  void divideRows(
      MemorySegment divisor, long divisorAt, MemorySegment y, long yAt, int rows, int width);

  /**
   * Merges two softmaxes over different keys: both are made relative to the larger m, their sums
   * are added, and the factors are written by which their outputs are to be multiplied before they
   * are added.
   *
   * @param memory holds both states
   * @param stateAt m (width), sum (width), factor (width); becomes the merged state, with this
   *     softmax's factor
   * @param otherAt m (width), sum (width), factor (width); its factor is set
   * @param scale as in {@link #block}
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
   * y[c] = ln Σ exp(score) = ln 2 · m · scale + ln sum; −∞ where no key was seen, and ±∞ where m ·
   * scale overflows.
   *
   * @param state m (width), sum (width)
   * @param scale as in {@link #block}
   */
  void logSumExp(
      MemorySegment state, long stateAt, float scale, MemorySegment y, long yAt, int width);
}
