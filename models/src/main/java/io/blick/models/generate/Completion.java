package io.blick.models.generate;

import java.util.List;

/**
 * How a text went on.
 *
 * @param text what was written, without special pieces, and without the text at which it stopped
 * @param pieces all pieces that were written, in order
 * @param stopped why there are no more
 */
public record Completion(String text, List<Written> pieces, Stopped stopped) {
  /** Copies the list. */
  public Completion {
    pieces = List.copyOf(pieces);
  }
}
