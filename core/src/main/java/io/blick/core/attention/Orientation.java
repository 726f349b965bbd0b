package io.blick.core.attention;

import java.lang.foreign.MemorySegment;

/**
 * The layout of a block's matrices: whether queries, or keys and values, are in the lanes of
 * vectors. Both add the same numbers in the same order.
 */
interface Orientation {
  /** Returns the floats that the queries take in the scratch memory. */
  long queryFloats();

  /** Copies the queries into the scratch memory, transposed or as they are. */
  void takeQueries();

  /** Writes q·k of keys from s on to the block's scores (keys, width). */
  void score(KeyValues from, int s, int keys);

  /** Whether keys and values are packed first, rather than read where the caller has them. */
  boolean packs();

  /** Returns the rows of the matrix of values, of some keys of one head. */
  int valueRows(int keys);

  /** Returns the columns of that matrix. */
  int valueColumns(int keys);

  /** Returns the offset of element {@code d} of key {@code j}'s value in that matrix. */
  long valueAt(int j, int d, long stride);

  /**
   * Rescales the output and adds weights · values of keys from s on.
   *
   * @param values of these keys and heads
   * @param at offset of the first head's values
   * @param stride elements from one row to the next
   * @param head the first key-value head, counted among those of the block
   * @param heads how many key-value heads
   * @param first whether there is no output yet
   */
  void addValues(
      MemorySegment values,
      long at,
      long stride,
      int head,
      int heads,
      int s,
      int keys,
      boolean first);

  /** Returns the offset of element {@code d} of query {@code i}'s output. */
  long outputAt(int i, int d);

  /** merged output = merged output · merged factor + output · factor. */
  void merge();

  /** Divides an output by the sums of a state and writes it to the caller's tensor. */
  void finish(long outputAt, long stateAt);
}
