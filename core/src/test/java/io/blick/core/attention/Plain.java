package io.blick.core.attention;

import io.blick.core.tensor.Tensor;

/**
 * softmax(softCap(scale · q kᵀ) + mask) v in three plain steps in float32, as anybody would write
 * it: what an implementation may err at most twice as much as.
 */
final class Plain {
  private Plain() {}

  /** Returns the output (B, T, H, Dv). */
  static float[] attend(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    int queries = q.size(1);
    int heads = q.size(2);
    int valueDim = v.size(3);
    float[] values = v.toFloats();
    float[] ofQ = q.toFloats();
    float[] ofK = k.toFloats();
    float[] output = new float[q.size(0) * queries * heads * valueDim];
    for (int row = 0; row < q.size(0) * queries * heads; row++) {
      int h = row % heads;
      int b = row / heads / queries;
      int keyHead = h / (heads / k.size(2));
      float[] weights = softmax(scores(q, k, ofQ, ofK, options, row));
      for (int s = 0; s < weights.length; s++) {
        for (int d = 0; d < valueDim && weights[s] != 0; d++) {
          int at = ((b * weights.length + s) * v.size(2) + keyHead) * valueDim + d;
          output[row * valueDim + d] += weights[s] * values[at];
        }
      }
    }
    return output;
  }

  private static float[] scores(
      Tensor q, Tensor k, float[] ofQ, float[] ofK, AttentionOptions options, int row) {
    int dim = q.size(3);
    int h = row % q.size(2);
    int t = row / q.size(2) % q.size(1);
    int b = row / q.size(2) / q.size(1);
    int keyHead = h / (q.size(2) / k.size(2));
    float[] scores = new float[k.size(1)];
    Mask mask = options.mask();
    for (int s = 0; s < scores.length; s++) {
      float dot = 0;
      for (int d = 0; d < dim; d++) {
        int kAt = ((b * scores.length + s) * k.size(2) + keyHead) * dim + d;
        dot += ofQ[row * dim + d] * ofK[kAt];
      }
      boolean seen = s >= mask.firstKey(b, t, q.size(1), scores.length)
          && s < mask.endKey(b, t, q.size(1), scores.length);
      float score = dot * options.scale();
      if (options.cap() instanceof SoftCap.Tanh(float cap)) {
        score = cap * (float) StrictMath.tanh(score / cap);
      }
      scores[s] = seen ? score + (float) mask.tables(b, h, t, s) : Float.NEGATIVE_INFINITY;
    }
    return scores;
  }

  private static float[] softmax(float[] scores) {
    float max = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      max = Math.max(max, score);
    }
    float sum = 0;
    float[] weights = new float[scores.length];
    for (int s = 0; s < scores.length; s++) {
      weights[s] = max == Float.NEGATIVE_INFINITY ? 0 : (float) StrictMath.exp(scores[s] - max);
      sum += weights[s];
    }
    for (int s = 0; s < scores.length; s++) {
      weights[s] = sum == 0 ? 0 : weights[s] / sum;
    }
    return weights;
  }
}
