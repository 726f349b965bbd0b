package io.blick.bench.turns;

/** Who is timed. */
public interface Side {

  /** Returns the name that it has in tables. */
  String name();

  /** Does its work so many times, one right after the other, and returns the nanoseconds taken. */
  long nanos(int calls);
}
