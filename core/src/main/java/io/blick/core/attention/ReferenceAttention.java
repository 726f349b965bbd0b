package io.blick.core.attention;

import io.blick.core.tensor.Tensor;
import java.util.Arrays;

/**
 * softmax(softCap(scale · q kᵀ) + mask) v in float64, in three plain steps: the obviously correct
 * twin of {@link Attention}, and its oracle in tests. Never tuned; holds one row of scores at a
 * time.
 */
public final class ReferenceAttention {
  private ReferenceAttention() {}

  /**
   * Returns output and log-sum-exp in float64.
   *
   * @param q queries (B, T, H, D) of any type
   * @param k keys (B, S, Hkv, D) of any type
   * @param v values (B, S, Hkv, Dv) of any type
   * @param options mask, scale, soft cap and cuts
   */
  public static Attention.Attended attend(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    Attention.check(q, k, v, options);
    int batch = Attention.size("B", "q", q);
    int queries = Attention.size("T", "q", q);
    int heads = Attention.size("H", "q", q);
    int keys = Attention.size("S", "k", k);
    int keyHeads = Attention.size("Hkv", "k", k);
    int valueDim = Attention.size("Dv", "v", v);
    double[] output = new double[batch * queries * heads * valueDim];
    double[] lse = new double[batch * heads * queries];
    double[] values = v.toDoubles();
    double[] ofQ = q.toDoubles();
    double[] ofK = k.toDoubles();
    int dim = Attention.size("D", "q", q);
    for (int row = 0; row < batch * queries * heads; row++) {
      int h = row % heads;
      int t = row / heads % queries;
      int b = row / heads / queries;
      int keyHead = h / (heads / keyHeads);
      double[] weights = scores(ofQ, row, ofK, b * keys * keyHeads + keyHead, keyHeads, keys, dim);
      boolean seen = false;
      for (int s = 0; s < keys; s++) {
        boolean shown =
            options.mask().shows(b, h, t, s, queries, keys) && !options.cuts().hides(b, h, t, s);
        weights[s] = shown ? score(options, weights[s], b, h, t, s) : Double.NEGATIVE_INFINITY;
        seen |= shown;
      }
      lse[(b * heads + h) * queries + t] = seen ? softmax(weights) : nothing(weights);
      for (int s = 0; s < keys; s++) {
        weights[s] = options.cuts().contains(b, h, t, s) ? 0 : weights[s];
        int vAt = ((b * keys + s) * keyHeads + keyHead) * valueDim;
        for (int d = 0; d < valueDim && weights[s] != 0; d++) {
          output[row * valueDim + d] += weights[s] * values[vAt + d];
        }
      }
    }
    return new Attention.Attended(
        Tensor.of(output, batch, queries, heads, valueDim), Tensor.of(lse, batch, heads, queries));
  }

  private static double[] scores(
      double[] q, int row, double[] k, int keyRow, int step, int keys, int dim) {
    double[] scores = new double[keys];
    for (int s = 0; s < keys; s++) {
      for (int d = 0; d < dim; d++) {
        scores[s] += q[row * dim + d] * k[(keyRow + s * step) * dim + d];
      }
    }
    return scores;
  }

  /** Returns softCap(scale · dot), plus the entry of the tables. */
  private static double score(AttentionOptions options, double dot, int b, int h, int t, int s) {
    double score = switch (options.cap()) {
      case SoftCap.None _ -> dot * options.scale();
      case SoftCap.Tanh(float cap) -> cap * StrictMath.tanh(dot * options.scale() / cap);
    };
    return score + options.mask().tables(b, h, t, s);
  }

  private static double nothing(double[] weights) {
    Arrays.fill(weights, 0);
    return Double.NEGATIVE_INFINITY;
  }

  /** Turns scores into weights and returns their natural log-sum-exp. */
  private static double softmax(double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      max = Math.max(max, score);
    }
    double sum = 0;
    for (int s = 0; s < scores.length; s++) {
      scores[s] = StrictMath.exp(scores[s] - max);
      sum += scores[s];
    }
    for (int s = 0; s < scores.length; s++) {
      scores[s] /= sum;
    }
    return max + StrictMath.log(sum);
  }
}
