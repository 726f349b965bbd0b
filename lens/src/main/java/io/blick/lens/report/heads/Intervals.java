package io.blick.lens.report.heads;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.draw.Numbers;

/** Intervals for people, with a mark where they rest on few cases. */
final class Intervals {
  /** What the mark says. */
  static final String SPARSE =
      "* Fewer than %d cases, or fewer than %d right or wrong: drawing them anew says too little,"
              .formatted(Proportion.MANY, Proportion.FEWEST)
          + " and each end of the interval is the farther one of that and of Wilson's score"
          + " interval (1927).";

  private static final String MARK = " *";

  private Intervals() {}

  /** Returns an interval such as {@code 0.48–0.56}. */
  static String shown(Interval interval) {
    return Numbers.fixed(interval.low(), 2) + "–" + Numbers.fixed(interval.high(), 2);
  }

  /** Returns the mark behind an interval; nothing where the cases that it is of are many. */
  static String mark(Proportion proportion) {
    return proportion.isSparse() ? MARK : "";
  }
}
