package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.set;

import java.lang.foreign.MemorySegment;

/** The obvious loops. Never tuned. */
public final class ScalarKernels implements Kernels {
  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void tile(
      MemorySegment x,
      long xAt,
      MemorySegment w,
      long wAt,
      MemorySegment tile,
      long tileAt,
      int depth) {
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        float sum = 0;
        for (int k = 0; k < depth; k++) {
          sum = Math.fma(
              get(x, xAt + (long) k * ROWS + r), get(w, wAt + (long) k * COLUMNS + c), sum);
        }
        set(tile, tileAt + (long) r * COLUMNS + c, sum);
      }
    }
  }

  @Override
  public void add(
      MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, get(a, aAt + i) + get(b, bAt + i));
    }
  }

  @Override
  public void geluErf(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, Transcendental.geluErf(get(x, xAt + i)));
    }
  }

  @Override
  public void geluTanh(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, Transcendental.geluTanh(get(x, xAt + i)));
    }
  }

  @Override
  public float max(MemorySegment x, long xAt, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, get(x, xAt + i));
    }
    return max;
  }

  @Override
  public void exp(MemorySegment x, long xAt, float m, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, Transcendental.exp(get(x, xAt + i) - m));
    }
  }

  @Override
  public void divide(MemorySegment x, long xAt, float divisor, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, get(x, xAt + i) / divisor);
    }
  }

  @Override
  public float sum(MemorySegment x, long xAt, MemorySegment partials, int n) {
    Memory.fill(partials, 0, PARTIALS, 0);
    for (int i = 0; i < n; i++) {
      set(partials, i % PARTIALS, get(partials, i % PARTIALS) + get(x, xAt + i));
    }
    return fold(partials);
  }

  @Override
  public float squares(MemorySegment x, long xAt, float centre, MemorySegment partials, int n) {
    Memory.fill(partials, 0, PARTIALS, 0);
    for (int i = 0; i < n; i++) {
      float d = get(x, xAt + i) - centre;
      set(partials, i % PARTIALS, Math.fma(d, d, get(partials, i % PARTIALS)));
    }
    return fold(partials);
  }

  /** Adds the upper half of the partial sums to the lower, until one is left. */
  static float fold(MemorySegment partials) {
    for (int half = PARTIALS / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        set(partials, i, get(partials, i) + get(partials, i + half));
      }
    }
    return get(partials, 0);
  }

  @Override
  public void standardize(
      MemorySegment x, long xAt, float mean, float inverse, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, (get(x, xAt + i) - mean) * inverse);
    }
  }

  @Override
  public void affine(MemorySegment gain, MemorySegment bias, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, Math.fma(get(y, yAt + i), get(gain, i), get(bias, i)));
    }
  }

  @Override
  public void softmaxBlock(
      MemorySegment scores,
      long scoresAt,
      int keys,
      float scale,
      MemorySegment state,
      long stateAt) {
    for (int c = 0; c < COLUMNS; c++) {
      float before = get(state, stateAt + c);
      float max = before;
      for (int j = 0; j < keys; j++) {
        max = Math.max(max, get(scores, scoresAt + (long) j * COLUMNS + c) * scale);
      }
      float sum = 0;
      for (int j = 0; j < keys; j++) {
        long at = scoresAt + (long) j * COLUMNS + c;
        float weight = Transcendental.exp(get(scores, at) * scale - max);
        set(scores, at, weight);
        sum += weight;
      }
      float factor = Transcendental.exp(before - max);
      set(state, stateAt + c, max);
      set(state, stateAt + COLUMNS + c, Math.fma(get(state, stateAt + COLUMNS + c), factor, sum));
      set(state, stateAt + 2 * COLUMNS + c, factor);
    }
  }

  @Override
  public void rescale(
      MemorySegment x,
      long xAt,
      MemorySegment factor,
      long factorAt,
      MemorySegment y,
      long yAt,
      int rows) {
    for (int i = 0; i < rows * COLUMNS; i++) {
      set(
          y,
          yAt + i,
          Math.fma(get(y, yAt + i), get(factor, factorAt + i % COLUMNS), get(x, xAt + i)));
    }
  }
}
