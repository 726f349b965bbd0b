package io.blick.core.attention;

import io.blick.core.tensor.Tensor;

/**
 * What a pass says of its weights without ever holding them all: one number or a few for each row,
 * and where to write them. A row is a batch entry, a head and a query; its weights are those of its
 * output, without what is masked or cut.
 *
 * <p>A row that may look at nothing has zeros and the key −1, a row that is NaN has NaN and −1. A
 * weight of exactly 0 adds nothing, whatever it belongs to.
 */
public sealed interface Statistic {

  /**
   * −Σ w ln w: 0 for a row that looks at one key, ln n for one that looks at n alike.
   *
   * @param nats becomes the entropies (B, H, T), float32
   */
  record Entropy(Tensor nats) implements Statistic {}

  /**
   * The largest weight, and whose it is: of equal scores the first key's.
   *
   * @param weights becomes the largest weights (B, H, T), float32
   * @param keys becomes their keys (B, H, T), int32
   */
  record Largest(Tensor weights, Tensor keys) implements Statistic {}

  /**
   * The largest weights, descending, and whose they are: of equal scores the first keys'. Where
   * there are fewer keys with a score, the rest is 0 and −1.
   *
   * @param weights becomes the largest weights (B, H, T, count), float32
   * @param keys becomes their keys (B, H, T, count), int32
   */
  record Top(Tensor weights, Tensor keys) implements Statistic {}

  /**
   * Σ w · |p − s|: how far a row looks, from the key position p where its query stands. Where a
   * mask gives batch entries lengths, p counts an entry's own keys, as the mask does.
   *
   * @param alignment where each query stands
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
   * Σ w · ‖v‖: how much the values that a row looks at weigh (Kobayashi et al. 2020, arXiv
   * 2004.10102, before the output projection).
   *
   * @param norms becomes the sums (B, H, T), float32
   */
  record Norm(Tensor norms) implements Statistic {}

  /**
   * Σ w over the rows that look at a key; a row that is NaN gives NaN to every key that it sees. It
   * takes a second pass over the scores.
   *
   * @param mass becomes the weights' sums (B, H, S), float32
   */
  record Received(Tensor mass) implements Statistic {}
}
