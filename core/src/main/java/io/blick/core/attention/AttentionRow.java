package io.blick.core.attention;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Transcendental;
import io.blick.core.tensor.Tensor;

/**
 * The weights of one query, computed again the obvious way by the rule of docs/numerics.md that
 * {@link Attention} keeps to, so with the same bits.
 */
final class AttentionRow {
  private final float[] dots;

  /**
   * Computes q·k for every key.
   *
   * @param q queries (…, D)
   * @param queryRow which row of them
   * @param k keys (…, D)
   * @param keyRow the first key's row
   * @param keyStep rows from one key to the next
   * @param keys how many, S
   */
  AttentionRow(Tensor q, long queryRow, Tensor k, long keyRow, int keyStep, int keys) {
    int dim = q.size(q.rank() - 1);
    dots = new float[keys];
    for (int s = 0; s < keys; s++) {
      dots[s] = dot(q, queryRow * dim, k, (keyRow + (long) s * keyStep) * dim, dim);
    }
  }

  private static float dot(Tensor q, long qAt, Tensor k, long kAt, int dim) {
    float sum = 0;
    for (int from = 0; from < dim; from += Kernels.CHAIN) {
      float chain = 0;
      for (int d = from; d < Math.min(dim, from + Kernels.CHAIN); d++) {
        chain = Math.fma((float) k.get(kAt + d), (float) q.get(qAt + d), chain);
      }
      sum = from == 0 ? chain : sum + chain;
    }
    return sum;
  }

  float[] dots() {
    return dots;
  }

  /** Returns exp(score − max) / sum for the first {@code length} keys, and 0 for the others. */
  float[] weights(float scale, int length) {
    float max = Float.NEGATIVE_INFINITY;
    float sum = 0;
    for (int from = 0; from < length; from += Kernels.CHAIN) {
      int to = Math.min(length, from + Kernels.CHAIN);
      float before = max;
      for (int s = from; s < to; s++) {
        max = Math.max(max, dots[s] * scale);
      }
      float part = 0;
      for (int s = from; s < to; s++) {
        part += Transcendental.exp(dots[s] * scale - max);
      }
      sum = Math.fma(sum, Transcendental.exp(before - max), part);
    }
    float[] weights = new float[dots.length];
    for (int s = 0; s < length; s++) {
      weights[s] = Transcendental.exp(dots[s] * scale - max) / sum;
    }
    return weights;
  }
}
