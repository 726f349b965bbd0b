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

  /** Returns the sizes of the self-attention of one text. */
  static Shape text(int positions, int dim) {
    return new Shape(positions, positions, HEADS, HEADS, dim);
  }

  /** Returns 4 · H · T · S · D, the floating point operations of q kᵀ and weights · v. */
  double flops() {
    return 4.0 * heads * queries * keys * dim;
  }

  /** Returns the bytes of keys and values. */
  long keyBytes() {
    return 2L * keys * keyHeads * dim * Float.BYTES;
  }

  /** Returns the pairs of a query and a key, in one head, that a mask leaves visible. */
  long visible(Mask mask) {
    long pairs = 0;
    for (int t = 0; t < queries; t++) {
      int first = mask.firstKey(0, t, queries, keys);
      pairs += Math.max(0, mask.endKey(0, t, queries, keys) - first);
    }
    return pairs;
  }
}
