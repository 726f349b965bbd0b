package io.blick.lens.report.look;

/** The piece of a word whose query is shown: one of them, or the mean of all. */
public sealed interface StepsPiece {

  /**
   * One piece.
   *
   * @param number counted from 0 in the word
   */
  record Numbered(int number) implements StepsPiece {
    /** Checks that the number is not negative. */
    public Numbered {
      if (number < 0) {
        throw new IllegalArgumentException("steps: the piece must be from 0 on; got " + number);
      }
    }
  }

  /** The mean of all pieces, of which {@code look} shows the weights. */
  record All() implements StepsPiece {}

  /** Returns the first piece. */
  static StepsPiece first() {
    return new Numbered(0);
  }
}
