package io.blick.core.attention;

import static io.blick.core.kernel.Fma.fma;

import io.blick.core.tensor.Tensor;
import java.util.Arrays;

/**
 * The keys of one head, transposed (D, S): the dot products of a query with all of them are
 * computed at once, each summed in the order of docs/numerics.md.
 */
final class KeyColumns {
  /** (D, S). */
  private final float[][] columns;

  private final int keys;

  /**
   * Copies keys.
   *
   * @param k keys (…, D)
   * @param row the first key's row
   * @param step rows from one key to the next
   * @param keys how many, S
   */
  KeyColumns(Tensor k, long row, int step, int keys) {
    this.keys = keys;
    int dim = k.size(k.rank() - 1);
    columns = new float[dim][keys];
    for (int s = 0; s < keys; s++) {
      float[] key = k.floats((row + (long) s * step) * dim, dim);
      for (int d = 0; d < dim; d++) {
        columns[d][s] = key[d];
      }
    }
  }

  /**
   * Returns q·k for every key.
   *
   * @param query (D)
   * @return (S)
   */
  float[] dots(float[] query) {
    float[] sums = new float[keys];
    float[] chains = new float[sums.length];
    for (int from = 0; from < query.length; from += QueryBlock.SCORE_CHAIN) {
      Arrays.fill(chains, 0);
      for (int d = from; d < Math.min(query.length, from + QueryBlock.SCORE_CHAIN); d++) {
        addProducts(columns[d], query[d], chains);
      }
      for (int s = 0; s < sums.length; s++) {
        // The first chain is not added to 0, since 0 + −0 would be 0.
        sums[s] = from == 0 ? chains[s] : sums[s] + chains[s];
      }
    }
    return sums;
  }

  private static void addProducts(float[] column, float factor, float[] sums) {
    for (int s = 0; s < sums.length; s++) {
      sums[s] = fma(column[s], factor, sums[s]);
    }
  }
}
