package io.blick.core.attention;

import io.blick.core.tensor.Tensor;
import java.util.Arrays;

/**
 * The error bound of one query's result, derived from the rule of additions (docs/numerics.md) and
 * the query's own numbers.
 *
 * <p>Let u = 2⁻²⁴. A dot product is at most D + 1 roundings from exact (Higham 2002, eq. 3.5) and
 * its product with the scale one more, so the error of a score is at most e = (D + 2) u · scale ·
 * Σ|q k|. A weight before its division is 2^((score − maximum of its block) · log₂e) times one
 * factor for each later block: the arguments add up to r = maximum − score; their errors are u r in
 * all, and u r once more since log₂e is rounded; the relative error of each power is 2 u
 * (TranscendentalTest). The sums above and below the fraction bar are chains of at most 192
 * additions and two roundings a block, and the division is one more. So each term of both sums is
 * right up to a factor between exp(−w) and exp(w), with w the largest e and r in place of each, and
 * the error of a fraction of such sums is at most exp(2 w) − 1 times the sum of its terms'
 * magnitudes. What exp flushes to zero is below 2⁻¹²⁶ of a sum that is at least 1.
 */
final class AttentionBound {
  private static final double UNIT = 0x1p-24;
  private static final int BLOCK = QueryBlock.KEYS;

  private final double[] weights;
  private final double lse;
  private final double scoreError;
  private final double rounding;

  AttentionBound(AttentionCall call, int b, int h, int t) {
    Tensor q = call.q();
    Tensor k = call.k();
    int dim = q.size(3);
    int keys = k.size(1);
    int keyHeads = k.size(2);
    int length = call.options().mask().endKey(b, t, q.size(1), keys);
    long qAt = (((long) b * q.size(1) + t) * q.size(2) + h) * dim;
    double[] scores = new double[length];
    double magnitude = 0;
    for (int s = 0; s < length; s++) {
      long kAt = (((long) b * keys + s) * keyHeads + h / (q.size(2) / keyHeads)) * dim;
      double terms = 0;
      for (int d = 0; d < dim; d++) {
        double term = q.get(qAt + d) * k.get(kAt + d) * call.options().scale();
        scores[s] += term;
        terms += Math.abs(term);
      }
      magnitude = Math.max(magnitude, terms);
    }
    double max = Arrays.stream(scores).max().orElse(0);
    double min = Arrays.stream(scores).min().orElse(0);
    this.weights = new double[keys];
    double sum = 0;
    for (int s = 0; s < length; s++) {
      weights[s] = StrictMath.exp(scores[s] - max);
      sum += weights[s];
    }
    for (int s = 0; s < length; s++) {
      weights[s] /= sum;
    }
    this.lse = max + StrictMath.log(sum);
    int blocks = (length + BLOCK - 1) / BLOCK;
    this.scoreError = (dim + 2) * UNIT * magnitude;
    double exps = 2 * (max - min) + 2 * (1 + blocks);
    double sums = Math.min(length, BLOCK) + 2 * blocks + 1;
    this.rounding = (exps + sums) * UNIT;
  }

  /** Returns the exact weight of key {@code s}. */
  double weight(int s) {
    return weights[s];
  }

  /** Returns the exact log-sum-exp. */
  double lse() {
    return lse;
  }

  /** Returns what the log-sum-exp may err by: its scores' errors, its sum's, and one rounding. */
  double ofLse() {
    return scoreError + rounding + UNIT * Math.abs(lse);
  }

  /** Returns what a weighted sum of values may err by. */
  double ofSum(double... values) {
    return ofSum(scoreError + rounding, values);
  }

  /** The same where the scores are the same bits on both sides. */
  double ofSumOfEqualScores(double... values) {
    return ofSum(rounding, values);
  }

  private double ofSum(double relative, double... values) {
    double terms = 0;
    double largest = 0;
    for (int s = 0; s < values.length; s++) {
      terms += weights[s] * Math.abs(values[s]);
      largest = Math.max(largest, Math.abs(values[s]));
    }
    return StrictMath.expm1(2 * relative) * terms
        + 2 * values.length * (double) Float.MIN_NORMAL * largest;
  }
}
