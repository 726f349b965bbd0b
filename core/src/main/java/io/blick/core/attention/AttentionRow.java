package io.blick.core.attention;

import static io.blick.core.kernel.Fma.fma;

import io.blick.core.kernel.Memory;
import io.blick.core.kernel.SoftmaxKernels;
import io.blick.core.kernel.Transcendental;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The scores and weights of one query, computed again in scalar code by the rules of
 * docs/numerics.md, so with the same bits as {@link Attention}.
 */
final class AttentionRow {
  private final float[] dots;

  /**
   * Computes q·k for every key.
   *
   * @param query one row (D)
   * @param keys the keys of its head
   */
  AttentionRow(float[] query, KeyColumns keys) {
    dots = keys.dots(query);
  }

  float[] dots() {
    return dots;
  }

  /** Returns scale · q·k. */
  float[] scaled(AttentionOptions options) {
    return capped(options.withCap(SoftCap.none()));
  }

  /** Returns softCap(scale · q·k). */
  float[] capped(AttentionOptions options) {
    float[] capped = new float[dots.length];
    for (int s = 0; s < capped.length; s++) {
      capped[s] = options.capped(dots[s]);
    }
    return capped;
  }

  /** Returns softCap(scale · q·k) + mask; −∞ for hidden keys. */
  float[] scores(AttentionOptions options, int b, int h, int t, int queries) {
    float[] scores = capped(options);
    addMask(scores, options, b, h, t, queries);
    return scores;
  }

  /** Returns 2^(score · log2Scale − largest) / sum; 0 for hidden and cut keys. */
  float[] weights(AttentionOptions options, int b, int h, int t, int queries) {
    // As in the pass: dot products stand for scores where the scale is part of log2Scale.
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

  /** Adds masks to scores as the pass does, table by table, and hides cut keys. */
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
    float log2Scale = options.log2Scale();
    State state = State.NOTHING;
    for (int part = 0; part < scores.length; part += QueryBlock.KEYS_OF_PART) {
      State ofPart = State.NOTHING;
      int end = Math.min(scores.length, part + QueryBlock.KEYS_OF_PART);
      for (int s = part; s < end; s += QueryBlock.KEYS) {
        ofPart = block(ofPart, scores, s, Math.min(end, s + QueryBlock.KEYS), log2Scale);
      }
      state = state.merged(ofPart, log2Scale);
    }
    // As in the pass: a score that overflows spoils its row.
    float sum = Float.isFinite(options.score(state.shift())) ? state.sum : Float.NaN;
    float[] weights = new float[scores.length];
    for (int s = 0; s < scores.length; s++) {
      float exponent = Transcendental.exponent(scores[s], log2Scale, state.shift());
      weights[s] = Transcendental.exp2(exponent) / sum;
    }
    return weights;
  }

  /** The largest score so far, and the sum of 2^((score − largest) · log2Scale). */
  private record State(float largest, float sum) {
    static final State NOTHING = new State(Float.NEGATIVE_INFINITY, 0);

    float shift() {
      return largest == Float.NEGATIVE_INFINITY ? 0 : largest;
    }

    State merged(State other, float log2Scale) {
      float larger = other.largest > largest ? other.largest : largest;
      float shift = new State(larger, 0).shift();
      float own = Transcendental.exp2(Transcendental.rescalingExponent(largest, log2Scale, shift));
      float factor =
          Transcendental.exp2(Transcendental.rescalingExponent(other.largest, log2Scale, shift));
      return new State(larger, fma(sum, own, other.sum * factor));
    }
  }

  private static State block(State before, float[] scores, int from, int to, float log2Scale) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int s = from; s < to; s++) {
      largest = scores[s] > largest ? scores[s] : largest;
    }
    float max = largest > before.largest ? largest : before.largest;
    float shift = new State(max, 0).shift();
    float sum = 0;
    for (int first = from; first < to; first += SoftmaxKernels.WEIGHTS) {
      float part = 0;
      for (int s = first; s < Math.min(to, first + SoftmaxKernels.WEIGHTS); s++) {
        part += Transcendental.exp2(Transcendental.exponent(scores[s], log2Scale, shift));
      }
      sum += part;
    }
    float factor =
        Transcendental.exp2(Transcendental.rescalingExponent(before.largest, log2Scale, shift));
    return new State(max, fma(before.sum, factor, sum));
  }
}
