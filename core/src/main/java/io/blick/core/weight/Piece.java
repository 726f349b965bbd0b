package io.blick.core.weight;

/** The checks of what is to be written out. */
final class Piece {
  private Piece() {}

  /** Checks that W has an output. */
  static void row(Weight weight, int output) {
    index("output", output, weight.outputs(), weight);
  }

  /** Checks that an index is at least 0 and below a number. */
  static void index(String what, int index, int count, Weight weight) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("weight: %s must be at least 0 and below %d; got %d of %s"
          .formatted(what, count, index, weight));
    }
  }

  /** Checks the place of a panel in W, and returns how many of its outputs W has. */
  static int columns(Weight weight, int output, int from, int depth) {
    row(weight, output);
    int end = from + depth;
    if (from < 0 || depth < 0 || from > weight.inputs() - depth) {
      throw new IndexOutOfBoundsException(
          "weight: a panel must lie within the inputs from 0 to %d; got %d from %d on of %s"
              .formatted(weight.inputs(), depth, from, weight));
    }
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
