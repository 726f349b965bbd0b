package io.blick.core.attention;

import io.blick.core.tensor.Tensor;

/**
 * A summary of attention weights that a pass computes without holding the T × S weights: one number
 * or a few for each row, and the tensor that they are written to. A row is a batch entry, a head
 * and a query; masked and cut keys have the weight 0 in it.
 *
 * <p>A row without keys has zeros and the key −1, a row that is NaN has NaN and −1. A weight of
 * exactly 0 adds nothing, whatever it is multiplied by.
 */
public sealed interface Statistic {

  /**
   * −Σ w ln w: 0 for a row that looks at one key, ln n for one that looks at n keys equally.
   *
   * @param nats becomes the entropies (B, H, T), float32
   */
  record Entropy(Tensor nats) implements Statistic {}

  /**
   * The largest weight and its key; of equal scores the first.
   *
   * @param weights becomes the largest weights (B, H, T), float32
   * @param keys becomes their keys (B, H, T), int32
   */
  record Largest(Tensor weights, Tensor keys) implements Statistic {}

  /**
   * The largest weights, descending, and their keys; of equal scores the first ones. Where fewer
   * keys have a score, the rest is 0 and −1.
   *
   * @param weights becomes the largest weights (B, H, T, count), float32
   * @param keys becomes their keys (B, H, T, count), int32
   */
  record Top(Tensor weights, Tensor keys) implements Statistic {}

  /**
   * Σ w · |p − s|: the mean distance of keys s from the key position p of the query. Where a mask
   * gives batch entries lengths, p counts only the entry's own keys, as the mask does.
   *
   * @param alignment the key position of each query
   * @param mean becomes the mean distances in positions (B, H, T), float32
   */
  record Distance(Alignment alignment, Tensor mean) implements Statistic {}

  /**
   * Σ w over a set of keys.
   *
   * @param set which keys belong to it (B or 1, S), BOOL
   * @param mass becomes the weights' sums (B, H, T), float32
   */
  record Mass(Tensor set, Tensor mass) implements Statistic {}

  /**
   * Σ w · ‖v‖: weights times the norms of the values (Kobayashi et al. 2020, arXiv 2004.10102,
   * before the output projection).
   *
   * @param norms becomes the sums (B, H, T), float32
   */
  record Norm(Tensor norms) implements Statistic {}

  /**
   * Σ w over the rows that look at a key: what the key receives. A row that is NaN gives NaN to
   * every key that it sees. This takes a second pass over the scores.
   *
   * @param mass becomes the weights' sums (B, H, S), float32
   */
  record Received(Tensor mass) implements Statistic {}
}
