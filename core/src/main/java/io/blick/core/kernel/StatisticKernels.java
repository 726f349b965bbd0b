package io.blick.core.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The loops that gather statistics of attention's weights, block of keys by block of keys. Queries
 * stand side by side: scores and weights are (keys, width), and everything that is gathered is rows
 * of (width). All of it lies in one memory; offsets count elements. A weight of exactly 0 adds
 * nothing.
 */
public sealed interface StatisticKernels permits ScalarStatistics, VectorStatistics {

  /**
   * E = (E + (m − m′) c R) f + Σ w x with x = (score − m′) c, R = R f + Σ w, m = m′. Where f is 0,
   * what was before counts nothing, however large.
   *
   * @param scoresAt scores before the softmax
   * @param weightsAt 2^x
   * @param scale c, as in {@link Kernels#softmaxBlock}
   * @param stateAt m′ (width), sum (width), f (width): as softmaxBlock leaves them
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
   * Raises the largest score, and takes its key; of equal ones the first stays.
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
   * @param positionsAt where each query stands (width)
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
   * @param inverseAt what makes weights of each query sum to 1, or 0 for none (width)
   * @param at y (keys, 16)
   */
  void receive(MemorySegment memory, long weightsAt, int keys, int width, long inverseAt, long at);
}
