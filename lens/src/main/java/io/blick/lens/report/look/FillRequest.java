package io.blick.lens.report.look;

import java.util.List;

/**
 * Asks what a model guesses for each mask of a text.
 *
 * @param segments one or two texts
 * @param top how many guesses for each mask, from 1 on
 */
public record FillRequest(List<String> segments, int top) {
  /** So many guesses are shown unless another number is asked for. */
  public static final int TOP = 5;

  /** Checks the parts. */
  public FillRequest {
    segments = Segments.checked("fill", segments);
    if (top < 1) {
      throw new IllegalArgumentException("fill: top must be from 1 on; got " + top);
    }
  }

  /** Asks for the usual number of guesses. */
  public FillRequest(List<String> segments) {
    this(segments, TOP);
  }
}
