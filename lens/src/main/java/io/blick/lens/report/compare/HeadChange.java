package io.blick.lens.report.compare;

import io.blick.lens.argument.Required;
import io.blick.lens.trace.Head;
import java.util.Comparator;

/**
 * How one head's number for the same two words changes from one text to another.
 *
 * @param head the head
 * @param first its number in the first text
 * @param second its number in the second text
 */
public record HeadChange(Head head, float first, float second) {
  /** The largest change first, whichever way it goes; among equals the lower layer, then head. */
  static final Comparator<HeadChange> LARGEST = Comparator.comparingDouble(
          (HeadChange change) -> -Math.abs(change.difference()))
      .thenComparing(HeadChange::head);

  /** Checks that there is a head. */
  public HeadChange {
    Required.of("change", "head", head);
  }

  /** Returns the second number less the first. */
  public float difference() {
    return second - first;
  }
}
