package io.blick.bench.machine;

import io.blick.bench.turns.Side;

/** What the machine can do at most of one thing. */
public interface Roof extends Side {

  /** Returns how much of it a call does: operations or bytes. */
  double amount();

  /** Returns the unit of as much as that in a nanosecond. */
  String unit();
}
