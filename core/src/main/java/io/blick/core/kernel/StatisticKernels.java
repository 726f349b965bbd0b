package io.blick.core.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The inner loops of statistics of attention weights, one block of keys at a time. Scores and
 * weights are (keys, width), with a query in each column; all that is gathered is rows of (width).
 * All of it is in one memory segment; offsets count elements. A weight of exactly 0 adds nothing.
 */
public sealed interface StatisticKernels permits ScalarStatistics, VectorStatistics {

  /**
   * E = (E + (m − m′) c R) f + Σ w x with x = (score − m′) c, R = R f + Σ w, m = m′. Where f is 0,
   * the terms before are dropped, even if they are infinite.
   *
   * @param scoresAt scores before the softmax
   * @param weightsAt 2^x
   * @param scale c, as in {@link SoftmaxKernels#block}
   * @param stateAt m′ (width), sum (width), f (width): as {@link SoftmaxKernels#block} leaves them
   * @param at E (width), R (width), m (width)
   */
  void entropy(
      MemorySegment memory,
      long scoresAt,
      long weightsAt,
      int keys,
      int width,
      float scale,
      long stateAt,
      long at);

  /**
   * Updates the largest score and its key; of equal scores the first stays.
   *
   * @param firstKey the key of the first row of scores
   * @param at largest score (width), its key as an int (width)
   */
  void largest(MemorySegment memory, long scoresAt, int keys, int width, int firstKey, long at);

  /**
   * y = y f + Σ w number.
   *
   * @param numbersAt a number for each key (keys)
   * @param factorAt f (width)
   * @param at y (width)
   */
  void mean(
      MemorySegment memory,
      long weightsAt,
      int keys,
      int width,
      long numbersAt,
      long factorAt,
      long at);

  /**
   * y = y f + Σ w |position − key|.
   *
   * @param positionsAt key position of each query (width)
   * @param firstKey the key of the first row of weights
   * @param factorAt f (width)
   * @param at y (width)
   */
  void distance(
      MemorySegment memory,
      long weightsAt,
      int keys,
      int width,
      long positionsAt,
      int firstKey,
      long factorAt,
      long at);

  /**
   * y[j][c mod 16] += w[j][c] · inverse[c], fused, over ascending c.
   *
   * @param inverseAt 1 / sum of each query's weights, or 0 for a column without a query (width)
   * @param at y (keys, 16)
   */
  void receive(MemorySegment memory, long weightsAt, int keys, int width, long inverseAt, long at);
}
