package io.blick.core.attention;

import java.lang.foreign.MemorySegment;

/**
 * How the matrices of a block of queries lie: what stands in the lanes. Both ways add the same
 * numbers in the same order.
 */
interface Orientation {
  /** Returns how many floats the turned or copied queries take. */
  long queryFloats();

  /** Brings the queries into the scratch. */
  void takeQueries();

  /** Computes q·k of keys from s on, to the block's scores (keys, width). */
  void score(KeyValues from, int s, int keys);

  /** Whether keys and values are read where they are packed, not where the caller has them. */
  boolean packs();

  /** Returns how many rows the values of some keys of one head are. */
  int valueRows(int keys);

  /** Returns how many columns they are. */
  int valueColumns(int keys);

  /** Returns where element {@code d} of the value of key {@code j} stands in them. */
  long valueAt(int j, int d, long stride);

  /**
   * Computes weights · values of keys from s on, and adds it to the output, rescaled.
   *
   * @param values of these keys and heads
   * @param at where the first head's begin
   * @param stride from one of their rows to the next
   * @param head the first key-value head among those of the block
   * @param heads how many
   * @param first whether there is no output yet
   */
  void weigh(
      MemorySegment values,
      long at,
      long stride,
      int head,
      int heads,
      int s,
      int keys,
      boolean first);

  /** Returns where element {@code d} of query {@code i}'s output stands. */
  long outputAt(int i, int d);

  /** Multiplies the merged output by the merged factors, and adds the output times its own. */
  void merge();

  /** Divides an output by the sums of a state, and brings it to where the caller wants it. */
  void finish(long outputAt, long stateAt);
}
