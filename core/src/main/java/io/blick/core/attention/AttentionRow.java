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

  /** The largest score so far in units of log 2, and the sum of 2^(score − largest). */
  private record State(float largest, float sum) {
    static final State NOTHING = new State(Float.NEGATIVE_INFINITY, 0);

    float shift() {
      return largest == Float.NEGATIVE_INFINITY ? 0 : largest;
    }

    State merged(State other) {
      float larger = Math.max(largest, other.largest);
      float shift = new State(larger, 0).shift();
      float own = Transcendental.exp2(largest - shift);
      float its = other.sum * Transcendental.exp2(other.largest - shift);
      return new State(larger, Math.fma(sum, own, its));
    }
  }

  /** Returns 2^(score − largest) / sum for the keys from first to end, and 0 for the others. */
  float[] weights(float scale, int first, int end) {
    float inPowersOfTwo = AttentionOptions.inPowersOfTwo(scale);
    State state = State.NOTHING;
    for (int part = 0; part < end; part += QueryBlock.PART) {
      State its = State.NOTHING;
      for (int s = part; s < Math.min(end, part + QueryBlock.PART); s += QueryBlock.KEYS) {
        int to = Math.min(end, s + QueryBlock.KEYS);
        its = block(its, Math.max(first, s), to, inPowersOfTwo);
      }
      state = state.merged(its);
    }
    float[] weights = new float[dots.length];
    for (int s = first; s < end; s++) {
      float weight = Transcendental.exp2(Math.fma(dots[s], inPowersOfTwo, -state.shift()));
      weights[s] = weight / state.sum;
    }
    return weights;
  }

  private State block(State before, int from, int to, float scale) {
    float largest = before.largest;
    for (int s = from; s < to; s++) {
      largest = Math.max(largest, dots[s] * scale);
    }
    float shift = new State(largest, 0).shift();
    float sum = 0;
    for (int s = from; s < to; s++) {
      sum += Transcendental.exp2(Math.fma(dots[s], scale, -shift));
    }
    float factor = Transcendental.exp2(before.largest - shift);
    return new State(largest, Math.fma(before.sum, factor, sum));
  }
}
