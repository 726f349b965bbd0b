package io.blick.core.attention;

import io.blick.core.tensor.Tensor;

/**
 * softmax(scale · q kᵀ + mask) v in float64, in three plain steps: the twin of {@link Attention}
 * that is obviously right. Never tuned; holds one row of scores at a time.
 */
public final class ReferenceAttention {
  private ReferenceAttention() {}

  /**
   * Returns output and log-sum-exp in float64.
   *
   * @param q queries (B, T, H, D) of any type
   * @param k keys (B, S, Hkv, D) of any type
   * @param v values (B, S, Hkv, Dv) of any type
   * @param options mask and scale
   */
  public static Attention.Attended attend(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    Attention.check(q, k, v, options.mask());
    int batch = Attention.size("B", "q", q);
    int queries = Attention.size("T", "q", q);
    int heads = Attention.size("H", "q", q);
    int keys = Attention.size("S", "k", k);
    int keyHeads = Attention.size("Hkv", "k", k);
    int valueDim = Attention.size("Dv", "v", v);
    double[] output = new double[batch * queries * heads * valueDim];
    double[] lse = new double[batch * heads * queries];
    for (int row = 0; row < batch * queries * heads; row++) {
      int h = row % heads;
      int t = row / heads % queries;
      int b = row / heads / queries;
      int keyHead = h / (heads / keyHeads);
      int length = options.mask().endKey(b, t, keys);
      double[] scores = scores(q, row, k, b * keys * keyHeads + keyHead, keyHeads, length);
      double sum = softmax(scores, options.scale());
      for (int s = 0; s < length; s++) {
        long vAt = ((long) (b * keys + s) * keyHeads + keyHead) * valueDim;
        for (int d = 0; d < valueDim; d++) {
          output[row * valueDim + d] += scores[s] * v.get(vAt + d);
        }
      }
      lse[(b * heads + h) * queries + t] = sum;
    }
    return new Attention.Attended(
        Tensor.of(output, batch, queries, heads, valueDim), Tensor.of(lse, batch, heads, queries));
  }

  private static double[] scores(Tensor q, int row, Tensor k, int keyRow, int step, int length) {
    int dim = q.size(q.rank() - 1);
    double[] scores = new double[length];
    for (int s = 0; s < length; s++) {
      for (int d = 0; d < dim; d++) {
        scores[s] += q.get((long) row * dim + d) * k.get((keyRow + (long) s * step) * dim + d);
      }
    }
    return scores;
  }

  /** Turns scores into weights and returns their natural log-sum-exp. */
  private static double softmax(double[] scores, float scale) {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      max = Math.max(max, score * scale);
    }
    double sum = 0;
    for (int s = 0; s < scores.length; s++) {
      scores[s] = StrictMath.exp(scores[s] * scale - max);
      sum += scores[s];
    }
    for (int s = 0; s < scores.length; s++) {
      scores[s] /= sum;
    }
    return max + StrictMath.log(sum);
  }
}
