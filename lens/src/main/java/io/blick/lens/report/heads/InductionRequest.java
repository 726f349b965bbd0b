package io.blick.lens.report.heads;

/**
 * A request for the heads of a language model that go by what was said before.
 *
 * @param repeats number of sequences
 * @param length pieces of each, which is said twice
 * @param seed by which pieces are drawn
 */
public record InductionRequest(int repeats, int length, long seed) {
  /** How many sequences there are unless another number is asked for. */
  public static final int REPEATS = 50;

  /** How many pieces each has. */
  public static final int LENGTH = 25;

  /** The seed of the draws. */
  public static final long SEED = 1;

  /** Checks the numbers. */
  public InductionRequest {
    if (repeats < 1 || length < 2) {
      throw new IllegalArgumentException(
          "induction: repeats must be at least 1 and length at least 2; got %d and %d"
              .formatted(repeats, length));
    }
  }

  /** Asks about 50 sequences of 25 pieces. */
  public InductionRequest() {
    this(REPEATS, LENGTH, SEED);
  }
}
