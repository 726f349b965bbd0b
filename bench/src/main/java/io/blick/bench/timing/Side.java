package io.blick.bench.timing;

/** One side of a comparison, which can be timed: Blick, a peer, or the machine's roof. */
public interface Side {

  /** Returns the name of the side. */
  String name();

  /** Does the work a number of times in a row, and returns the nanoseconds of all of them. */
  long nanos(int calls);
}
