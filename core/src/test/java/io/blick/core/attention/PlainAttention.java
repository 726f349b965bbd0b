package io.blick.core.attention;

import io.blick.core.tensor.Tensor;
import java.util.Arrays;

/**
 * softmax(softCap(scale · q kᵀ) + mask) v in three plain steps of float32, as one would write it
 * first: what {@link Attention} is allowed twice the error of.
 */
final class PlainAttention {
  private PlainAttention() {}

  static Attention.Attended attend(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    int batch = q.size(0);
    int queries = q.size(1);
    int heads = q.size(2);
    int keys = k.size(1);
    int group = heads / k.size(2);
    int valueDim = v.size(3);
    float[] queryNumbers = q.toFloats();
    float[] keyNumbers = k.toFloats();
    float[] valueNumbers = v.toFloats();
    float[] output = new float[batch * queries * heads * valueDim];
    float[] lse = new float[batch * heads * queries];
    for (int row = 0; row < batch * queries * heads; row++) {
      int h = row % heads;
      int t = row / heads % queries;
      int b = row / heads / queries;
      int keyRow = b * keys * k.size(2) + h / group;
      float[] weights = new float[keys];
      for (int s = 0; s < keys; s++) {
        int keyAt = (keyRow + s * k.size(2)) * q.size(3);
        float dot = dot(queryNumbers, row * q.size(3), keyNumbers, keyAt, q.size(3));
        weights[s] = score(options, dot * options.scale(), b, h, t, s, queries, keys);
      }
      lse[(b * heads + h) * queries + t] = softmax(weights);
      for (int d = 0; d < valueDim; d++) {
        float sum = 0;
        for (int s = 0; s < keys; s++) {
          // A hidden key does not count, whatever its value is.
          sum += weights[s] == 0
              ? 0
              : weights[s] * valueNumbers[(keyRow + s * k.size(2)) * valueDim + d];
        }
        output[row * valueDim + d] = sum;
      }
    }
    return new Attention.Attended(
        Tensor.of(output, batch, queries, heads, valueDim), Tensor.of(lse, batch, heads, queries));
  }

  private static float score(
      AttentionOptions options, float scaled, int b, int h, int t, int s, int queries, int keys) {
    Mask mask = options.mask();
    if (s < mask.firstKey(b, t, queries, keys) || s >= mask.endKey(b, t, queries, keys)) {
      return Float.NEGATIVE_INFINITY;
    }
    float score = switch (options.cap()) {
      case SoftCap.None _ -> scaled;
      case SoftCap.Tanh(float cap) -> cap * (float) StrictMath.tanh(scaled / cap);
    };
    return score + (float) mask.tables(b, h, t, s);
  }

  private static float dot(float[] q, int queryAt, float[] k, int keyAt, int dim) {
    float sum = 0;
    for (int d = 0; d < dim; d++) {
      sum += q[queryAt + d] * k[keyAt + d];
    }
    return sum;
  }

  /** Turns scores into weights and returns their log-sum-exp. */
  private static float softmax(float[] row) {
    float max = Float.NEGATIVE_INFINITY;
    for (float score : row) {
      max = Math.max(max, score);
    }
    if (max == Float.NEGATIVE_INFINITY) {
      Arrays.fill(row, 0);
      return max;
    }
    float sum = 0;
    for (int s = 0; s < row.length; s++) {
      row[s] = (float) StrictMath.exp(row[s] - max);
      sum += row[s];
    }
    for (int s = 0; s < row.length; s++) {
      row[s] /= sum;
    }
    return max + (float) StrictMath.log(sum);
  }
}
