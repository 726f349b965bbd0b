package io.blick.core.attention;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.Transcendental;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The scores and weights of one query, computed again the obvious way by the rule of
 * docs/numerics.md that {@link Attention} keeps to, so with the same bits.
 */
final class AttentionRow {
  private final float[] dots;

  /**
   * Computes q·k for every key.
   *
   * @param query one row (D)
   * @param keys those of its head
   */
  AttentionRow(float[] query, KeyColumns keys) {
    dots = keys.dots(query);
  }

  float[] dots() {
    return dots;
  }

  /** Returns dot products times the scale. */
  float[] scaled(AttentionOptions options) {
    return capped(options.withCap(SoftCap.none()));
  }

  /** Returns dot products times the scale, after the soft cap. */
  float[] capped(AttentionOptions options) {
    float[] capped = new float[dots.length];
    for (int s = 0; s < capped.length; s++) {
      capped[s] = options.capped(dots[s]);
    }
    return capped;
  }

  /** Returns what the softmax is taken of; −∞ for what is hidden. */
  float[] scores(AttentionOptions options, int b, int h, int t, int queries) {
    float[] scores = capped(options);
    addMask(scores, options, b, h, t, queries);
    return scores;
  }

  /** Returns 2^(score · power − largest) / sum, and 0 for what is hidden. */
  float[] weights(AttentionOptions options, int b, int h, int t, int queries) {
    // As the pass has them: in units of AttentionOptions.power.
    float[] scores = options.isPlain() ? dots.clone() : capped(options);
    addMask(scores, options, b, h, t, queries);
    float[] weights = weights(scores, options);
    Mask mask = options.mask();
    int first = mask.firstKey(b, t, queries, weights.length);
    int end = mask.endKey(b, t, queries, weights.length);
    for (int s = 0; s < weights.length; s++) {
      boolean shown = s >= first
          && s < end
          && mask.tables(b, h, t, s) != Double.NEGATIVE_INFINITY
          && !options.cuts().contains(b, h, t, s);
      weights[s] = shown ? weights[s] : 0;
    }
    return weights;
  }

  /** Adds masks to scores as the pass does, table by table, and hides what is cut. */
  private static void addMask(
      float[] scores, AttentionOptions options, int b, int h, int t, int queries) {
    Mask mask = options.mask();
    int keys = scores.length;
    if (mask.hasTables()) {
      MemorySegment table = Arena.ofAuto().allocate((long) keys * Float.BYTES);
      mask.addTables(b, h, t, 0, keys, table, 0, 1);
      for (int s = 0; s < keys; s++) {
        float added = Memory.get(table, s);
        scores[s] = added == Float.NEGATIVE_INFINITY ? added : scores[s] + added;
      }
    }
    int first = mask.firstKey(b, t, queries, keys);
    int end = mask.endKey(b, t, queries, keys);
    for (int s = 0; s < keys; s++) {
      boolean hidden = s < first || s >= end || options.cuts().hides(b, h, t, s);
      scores[s] = hidden ? Float.NEGATIVE_INFINITY : scores[s];
    }
  }

  private static float[] weights(float[] scores, AttentionOptions options) {
    float power = options.power();
    State state = State.NOTHING;
    for (int part = 0; part < scores.length; part += QueryBlock.PART) {
      State its = State.NOTHING;
      int end = Math.min(scores.length, part + QueryBlock.PART);
      for (int s = part; s < end; s += QueryBlock.KEYS) {
        its = block(its, scores, s, Math.min(end, s + QueryBlock.KEYS), power);
      }
      state = state.merged(its, power);
    }
    // As in the pass: a score that overflows spoils its row.
    float sum = Float.isFinite(options.score(state.shift())) ? state.sum : Float.NaN;
    float[] weights = new float[scores.length];
    for (int s = 0; s < scores.length; s++) {
      float exponent = Transcendental.power(scores[s], power, state.shift());
      weights[s] = Transcendental.exp2(exponent) / sum;
    }
    return weights;
  }

  /** The largest score so far, and the sum of 2^((score − largest) · power). */
  private record State(float largest, float sum) {
    static final State NOTHING = new State(Float.NEGATIVE_INFINITY, 0);

    float shift() {
      return largest == Float.NEGATIVE_INFINITY ? 0 : largest;
    }

    State merged(State other, float power) {
      float larger = other.largest > largest ? other.largest : largest;
      float shift = new State(larger, 0).shift();
      float own = Transcendental.exp2(Transcendental.step(largest, power, shift));
      float factor = Transcendental.exp2(Transcendental.step(other.largest, power, shift));
      float its = other.sum * factor;
      return new State(larger, Math.fma(sum, own, its));
    }
  }

  private static State block(State before, float[] scores, int from, int to, float power) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int s = from; s < to; s++) {
      largest = scores[s] > largest ? scores[s] : largest;
    }
    float max = largest > before.largest ? largest : before.largest;
    float shift = new State(max, 0).shift();
    float sum = 0;
    for (int first = from; first < to; first += Kernels.WEIGHTS) {
      float part = 0;
      for (int s = first; s < Math.min(to, first + Kernels.WEIGHTS); s++) {
        part += Transcendental.exp2(Transcendental.power(scores[s], power, shift));
      }
      sum += part;
    }
    float factor = Transcendental.exp2(Transcendental.step(before.largest, power, shift));
    return new State(max, Math.fma(before.sum, factor, sum));
  }
}
