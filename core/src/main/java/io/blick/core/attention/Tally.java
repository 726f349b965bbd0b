package io.blick.core.attention;

import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;

/**
 * A statistic while it is gathered, block of keys by block of keys. What it knows of a block's
 * queries stands in rows of the block's width in the block's scratch, so that one tally serves all
 * blocks and threads.
 */
sealed interface Tally permits EntropyTally, LargestTally, TopTally, MeanTally {
  Tally[] NONE = {};

  /** Floats that a tally may use for a moment: rows of numbers for queries, or for keys. */
  int SPARE_FLOATS = 3 * Lanes.MOST;

  /** Returns the tally of a statistic that is gathered in the pass itself, or none. */
  static Stream<Tally> of(Statistic statistic) {
    return switch (statistic) {
      case Statistic.Entropy(Tensor nats) -> Stream.of(new EntropyTally(nats));
      case Statistic.Largest(Tensor weights, Tensor keys) ->
        Stream.of(new LargestTally(weights, keys));
      case Statistic.Top(Tensor weights, Tensor keys) ->
        Stream.of(new TopTally(weights, keys, weights.size(3)));
      case Statistic.Distance(Alignment alignment, Tensor mean) ->
        Stream.of(new MeanTally(new MeanTally.Distances(alignment), mean));
      case Statistic.Mass(Tensor set, Tensor mass) ->
        Stream.of(new MeanTally(new MeanTally.Members(set), mass));
      case Statistic.Norm(Tensor norms) -> Stream.of(new MeanTally(new MeanTally.Norms(), norms));
      case Statistic.Received _ -> Stream.empty();
    };
  }

  /** Returns how many rows it needs. */
  int rows();

  /** Begins with nothing seen. */
  void clear(MemorySegment scratch, long at, int width);

  /**
   * Sees the scores of keys from s on, −∞ where there is no edge, their weights, not yet
   * normalized, and the state that these are relative to.
   */
  void add(QueryBlock block, int s, int keys, long at);

  /** Adds what is known of another part of the keys; the factors of both stand in their states. */
  void merge(QueryBlock block, long at, long otherAt);

  /** Writes the statistic of each query whose head is meant. */
  void finish(QueryBlock block, long at, long stateAt);
}
