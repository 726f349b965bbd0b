package io.blick.core.tensor;

import java.util.Arrays;

/**
 * Sequences of different lengths whose rows follow one another in one tensor, without padding: what
 * fused kernels call a ragged batch. Sequence i has the rows from {@link #start start(i)} on, as
 * many as its {@link #length length(i)}.
 */
public final class Sequences {
  private final int[] starts;

  private Sequences(int[] starts) {
    this.starts = starts;
  }

  /**
   * Returns sequences of these lengths.
   *
   * @param lengths the number of rows of each sequence, at least 1
   * @throws ShapeException if a length is below 1
   */
  public static Sequences of(int... lengths) {
    int[] starts = new int[lengths.length + 1];
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 1) {
        throw new ShapeException(
            "sequences: each length must be at least 1; got " + Arrays.toString(lengths));
      }
      starts[i + 1] = Math.addExact(starts[i], lengths[i]);
    }
    return new Sequences(starts);
  }

  /** Returns the number of sequences, B. */
  public int count() {
    return starts.length - 1;
  }

  /** Returns the number of rows of all sequences, N. */
  public int rows() {
    return starts[count()];
  }

  /** Returns the first row of a sequence. */
  public int start(int sequence) {
    return starts[sequence];
  }

  /** Returns the number of rows of a sequence. */
  public int length(int sequence) {
    return starts[sequence + 1] - starts[sequence];
  }

  /** Returns the number of rows of the longest sequence; 0 without sequences. */
  public int longest() {
    int longest = 0;
    for (int i = 0; i < count(); i++) {
      longest = Math.max(longest, length(i));
    }
    return longest;
  }

  /**
   * Returns the rows of one sequence; not a copy.
   *
   * @param x rows of all sequences (N, …)
   * @throws ShapeException if it has another number of rows
   */
  public Tensor rows(Tensor x, int sequence) {
    check("sequences: x", x);
    return x.slice(start(sequence), length(sequence));
  }

  /**
   * Checks that a tensor has the rows of these sequences.
   *
   * @param what operation and argument, as the error names them, such as {@code "mean: x"}
   * @throws ShapeException if it has not
   */
  public void check(String what, Tensor x) {
    if (x.rank() == 0 || x.size(0) != rows()) {
      throw new ShapeException(
          "%s must have %d rows, those of %s; got %s".formatted(what, rows(), this, x));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sequences that && Arrays.equals(starts, that.starts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(starts);
  }

  @Override
  public String toString() {
    int[] lengths = new int[count()];
    Arrays.setAll(lengths, this::length);
    return "sequences of " + Arrays.toString(lengths);
  }
}
