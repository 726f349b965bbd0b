package io.blick.bench.machine;

import io.blick.bench.timing.Side;

/**
 * A roof of the roofline model (Williams, Waterman and Patterson 2009): the most that the machine
 * can do of one thing, measured by doing nothing else.
 */
public interface Roof extends Side {

  /** Returns the operations or bytes of a call. */
  double amount();

  /** Returns the unit of amount / nanosecond. */
  String unit();
}
