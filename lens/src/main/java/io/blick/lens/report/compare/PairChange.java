package io.blick.lens.report.compare;

import io.blick.lens.argument.Required;
import java.util.Comparator;
import java.util.Optional;

/**
 * How much one aligned unit looks at another on two sides, over all heads.
 *
 * @param from the unit that looks, as its index among the matches of the {@link Alignment}
 * @param to the unit looked at, likewise
 * @param first mean over all heads of the first side
 * @param second mean over all heads of the second side
 * @param head the head whose number changes most; empty if the sides have different heads
 */
public record PairChange(int from, int to, float first, float second, Optional<HeadChange> head) {
  /** The largest difference first, whichever way it goes; among equals as they are read. */
  static final Comparator<PairChange> LARGEST =
      Comparator.comparingDouble(change -> -Math.abs(change.difference()));

  /** Checks that the head is there or empty. */
  public PairChange {
    Required.of("change", "head", head);
  }

  /** Returns the second mean less the first. */
  public float difference() {
    return second - first;
  }
}
