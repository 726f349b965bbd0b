package io.blick.core.weight;

import java.util.Objects;

/** The checks of what is to be written out. */
final class Piece {
  private Piece() {}

  /** Checks the place of a panel in W, and returns how many of its outputs W has. */
  static int columns(Weight weight, int output, int from, int depth) {
    Objects.checkIndex(output, weight.outputs());
    Objects.checkFromIndexSize(from, depth, weight.inputs());
    int end = from + depth;
    if (output % Weight.PANEL != 0
        || from % Weight.PIECE != 0
        || (end % Weight.PIECE != 0 && end != weight.inputs())) {
      throw new IllegalArgumentException(
          ("weight: a panel must begin at a multiple of %d outputs and of %d inputs, and end"
                  + " at such or at I; got outputs from %d and inputs from %d to %d of %s")
              .formatted(Weight.PANEL, Weight.PIECE, output, from, end, weight));
    }
    return Math.min(Weight.PANEL, weight.outputs() - output);
  }
}
