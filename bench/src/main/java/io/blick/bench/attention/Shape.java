package io.blick.bench.attention;

import io.blick.core.attention.Mask;

/**
 * The sizes of an attention, of one batch entry.
 *
 * @param queries T
 * @param keys S
 * @param heads H
 * @param keyHeads Hkv
 * @param dim D, also of the values
 */
record Shape(int queries, int keys, int heads, int keyHeads, int dim) {
  private static final int HEADS = 12;

  /** Returns a text that attends to itself. */
  static Shape text(int positions, int dim) {
    return new Shape(positions, positions, HEADS, HEADS, dim);
  }

  /** Returns 4 · H · T · S · D, the floating point operations of q kᵀ and weights · v. */
  double flops() {
    return 4.0 * heads * queries * keys * dim;
  }

  /** Returns the size of keys and values. */
  long keyBytes() {
    return 2L * keys * keyHeads * dim * Float.BYTES;
  }

  /** Returns how many pairs of a query and a key a mask leaves in each head. */
  long visible(Mask mask) {
    long pairs = 0;
    for (int t = 0; t < queries; t++) {
      int first = mask.firstKey(0, t, queries, keys);
      pairs += Math.max(0, mask.endKey(0, t, queries, keys) - first);
    }
    return pairs;
  }
}
