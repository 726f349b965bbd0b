package io.blick.core.attention;

/**
 * How the matrices of a block of queries lie: what stands in the lanes. Both ways add the same
 * numbers in the same order.
 */
interface Orientation {
  /** Returns how much scratch the turned or copied queries take, and what else is needed. */
  long floats();

  /** Brings the queries into the scratch, from {@code at} on. */
  void takeQueries(long at);

  /** Computes q·k of keys from s on, to the block's scores (keys, width). */
  void score(int s, int keys);

  /**
   * Computes weights · values of keys from s on, and adds it to the output, rescaled.
   *
   * @param first whether there is no output yet
   */
  void weigh(int s, int keys, boolean first);

  /** Multiplies the merged output by the merged factors, and adds the output times its own. */
  void merge();

  /** Divides an output by the sums of a state, and brings it to where the caller wants it. */
  void finish(long outputAt, long stateAt);
}
