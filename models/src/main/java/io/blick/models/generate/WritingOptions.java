package io.blick.models.generate;

import java.util.List;
import java.util.Objects;

/**
 * How a text goes on.
 *
 * @param pieces the most that are written
 * @param stops texts before which it stops
 * @param choosing how each piece is chosen
 * @param penalties what pieces lose that the text has already
 */
public record WritingOptions(
    int pieces, List<String> stops, Choosing choosing, Penalties penalties) {
  /** How many pieces are written unless another number is asked for. */
  public static final int PIECES = 64;

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if no piece is to be written, or a stop text is empty
   */
  public WritingOptions {
    stops = List.copyOf(Objects.requireNonNull(stops, "complete: stops must not be null"));
    Objects.requireNonNull(choosing, "complete: how to choose must not be null");
    Objects.requireNonNull(penalties, "complete: penalties must not be null");
    if (pieces < 1) {
      throw new IllegalArgumentException("complete: pieces must be at least 1; got " + pieces);
    }
    if (stops.contains("")) {
      throw new IllegalArgumentException(
          "complete: a text to stop at must not be empty; got '' among %d".formatted(stops.size()));
    }
  }

  /** Returns the usual options: up to 64 pieces, the most probable ones, and no text to stop at. */
  public static WritingOptions usual() {
    return new WritingOptions(PIECES, List.of(), new Choosing.Likeliest(), Penalties.NONE);
  }

  /** Returns these options with another number of pieces. */
  public WritingOptions withPieces(int newPieces) {
    return new WritingOptions(newPieces, stops, choosing, penalties);
  }

  /** Returns these options with other texts to stop at. */
  public WritingOptions withStops(List<String> newStops) {
    return new WritingOptions(pieces, newStops, choosing, penalties);
  }

  /** Returns these options where pieces are chosen in another way. */
  public WritingOptions withChoosing(Choosing newChoosing) {
    return new WritingOptions(pieces, stops, newChoosing, penalties);
  }

  /** Returns these options with other penalties. */
  public WritingOptions withPenalties(Penalties newPenalties) {
    return new WritingOptions(pieces, stops, choosing, newPenalties);
  }
}
