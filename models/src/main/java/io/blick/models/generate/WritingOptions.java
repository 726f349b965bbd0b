package io.blick.models.generate;

import java.util.List;
import java.util.Objects;

/**
 * How a text goes on: each piece is the most probable one, and of equal ones the first in the
 * vocabulary.
 *
 * @param pieces the most that are written
 * @param stops texts before which it stops
 */
public record WritingOptions(int pieces, List<String> stops) {
  /** How many pieces are written unless another number is asked for. */
  public static final int PIECES = 64;

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if no piece is to be written, or a stop text is empty
   */
  public WritingOptions {
    stops = List.copyOf(Objects.requireNonNull(stops, "write: stops must not be null"));
    if (pieces < 1) {
      throw new IllegalArgumentException("write: pieces must be at least 1; got " + pieces);
    }
    if (stops.contains("")) {
      throw new IllegalArgumentException(
          "write: a text to stop at must not be empty; got '' among %d".formatted(stops.size()));
    }
  }

  /** Returns the usual options: up to 64 pieces, and no text to stop at. */
  public static WritingOptions usual() {
    return new WritingOptions(PIECES, List.of());
  }

  /** Returns these options with another number of pieces. */
  public WritingOptions withPieces(int newPieces) {
    return new WritingOptions(newPieces, stops);
  }

  /** Returns these options with other texts to stop at. */
  public WritingOptions withStops(List<String> newStops) {
    return new WritingOptions(pieces, newStops);
  }
}
