package io.blick.core.attention;

import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;

/**
 * A statistic while it is gathered, one block of keys after the other. Its state is rows of the
 * block's width in the block's scratch memory, so that one tally serves all blocks and threads.
 */
sealed interface Tally permits EntropyTally, LargestTally, TopTally, MeanTally {
  Tally[] NONE = {};

  /** Floats of temporary memory for a tally: a number for each query or key, three times. */
  int SPARE_FLOATS = 3 * QueryLanes.MAX;

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

  /** Returns how many rows its state has. */
  int rows();

  /** Writes the state of a row without keys. */
  void clear(MemorySegment scratch, long at, int width);

  /**
   * Adds keys from s on: their scores, −∞ where there is no edge, and their weights 2^(x · c − M),
   * not yet normalized.
   */
  void add(QueryBlock block, int s, int keys, long at);

  /** Adds the state of another part of the keys, each multiplied by its factor. */
  void merge(QueryBlock block, long at, long otherAt);

  /** Writes the statistic of each query whose head is wanted. */
  void finish(QueryBlock block, long at, long stateAt);
}
