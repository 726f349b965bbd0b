package io.blick.models.mpnet;

import io.blick.core.tensor.Tensor;

/**
 * The buckets of distances from query to key: one for each up to 7, wider ones beyond, and others
 * for keys behind the query than for keys before it. Raffel et al. 2019 (arXiv 1910.10683, section
 * 2.1).
 */
final class DistanceBuckets {
  /** Number of buckets, a constant of the architecture. */
  static final int COUNT = 32;

  private static final int EXACT = 8;
  private static final int LAST = 15;

  // The last distances of buckets 8 to 14: bucket 8 + ⌊8 log(n / 8) / log 16⌋ has distance n.
  private static final int[] ENDS = {11, 15, 22, 31, 45, 63, 90};

  private DistanceBuckets() {}

  /** Returns the bucket of a distance, position of the key minus position of the query. */
  static int of(int distance) {
    int behind = distance > 0 ? COUNT / 2 : 0;
    int n = Math.abs(distance);
    if (n < EXACT) {
      return behind + n;
    }
    int bucket = EXACT;
    while (bucket < LAST && n > ENDS[bucket - EXACT]) {
      bucket++;
    }
    return behind + bucket;
  }

  /**
   * Returns what is added to the scores at each distance. What is not finite is damaged and becomes
   * NaN: −∞ would hide keys, and nobody would notice.
   *
   * @param numbers of each bucket and head (32, H); anything while weights are only checked
   * @param reach one more than the largest distance, R
   * @return (H, 2 R − 1)
   */
  static Tensor table(Tensor numbers, int heads, int reach) {
    int distances = 2 * reach - 1;
    float[] table = new float[heads * distances];
    for (int i = 0; i < table.length && numbers.count() > 0; i++) {
      int bucket = of(i % distances - (reach - 1));
      float number = (float) numbers.get((long) bucket * heads + i / distances);
      table[i] = Float.isFinite(number) ? number : Float.NaN;
    }
    return Tensor.of(table, heads, distances);
  }
}
