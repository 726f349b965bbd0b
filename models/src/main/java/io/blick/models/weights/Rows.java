package io.blick.models.weights;

/**
 * Some outputs of a layer that a file has as one matrix with others: runs of {@code run} rows, from
 * row {@code first} on, one every {@code stride} rows.
 *
 * @param all rows that the matrix has
 * @param first the first of them that is taken
 * @param run how many are taken in a row, at least 1
 * @param stride rows from the begin of a run to that of the next
 * @param runs how many runs are taken
 */
public record Rows(int all, int first, int run, int stride, int runs) {

  /** Checks that the matrix has all of them. */
  public Rows {
    if (first < 0
        || run < 1
        || stride < run
        || runs < 1
        || first + (long) (runs - 1) * stride + run > all) {
      throw new IllegalArgumentException(
          ("weights: rows must lie in a matrix of %d; got %d runs of %d rows, from row %d on, one"
                  + " every %d")
              .formatted(all, runs, run, first, stride));
    }
  }

  /** Returns all rows of a matrix. */
  public static Rows all(int all) {
    return range(all, 0, all);
  }

  /** Returns {@code count} rows one after another. */
  public static Rows range(int all, int first, int count) {
    return new Rows(all, first, count, count, 1);
  }

  /** Returns how many rows are taken. */
  public int count() {
    return run * runs;
  }

  /**
   * Returns where row {@code i} of those taken stands in the matrix.
   *
   * @param i from 0 to count − 1
   */
  int row(int i) {
    return first + i / run * stride + i % run;
  }
}
