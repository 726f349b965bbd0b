package io.blick.core.kernel;

import static io.blick.core.kernel.Fma.fma;
import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.set;

import java.lang.foreign.MemorySegment;

/** Operations on a row as obvious loops, one float at a time. Never tuned. */
final class ScalarRows implements RowKernels {
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
  public float sum(MemorySegment x, long xAt, MemorySegment partials, int n) {
    Memory.fill(partials, 0, PARTIALS, 0);
    for (int i = 0; i < n; i++) {
      set(partials, i % PARTIALS, get(partials, i % PARTIALS) + get(x, xAt + i));
    }
    return fold(partials, 0);
  }

  @Override
  public float squares(MemorySegment x, long xAt, float centre, MemorySegment partials, int n) {
    Memory.fill(partials, 0, PARTIALS, 0);
    for (int i = 0; i < n; i++) {
      float d = get(x, xAt + i) - centre;
      set(partials, i % PARTIALS, fma(d, d, get(partials, i % PARTIALS)));
    }
    return fold(partials, 0);
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
      set(y, yAt + i, fma(get(y, yAt + i), get(gain, i), get(bias, i)));
    }
  }

  @Override
  public void scale(
      MemorySegment x,
      long xAt,
      float factor,
      MemorySegment gain,
      MemorySegment y,
      long yAt,
      int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, get(x, xAt + i) * factor * get(gain, i));
    }
  }

  @Override
  public void turnHalves(
      MemorySegment x,
      long xAt,
      MemorySegment turn,
      long turnAt,
      MemorySegment y,
      long yAt,
      int n) {
    for (int i = 0; i < n; i++) {
      float x1 = get(x, xAt + i);
      float x2 = get(x, xAt + n + i);
      float cos = get(turn, turnAt + i);
      float sin = get(turn, turnAt + n + i);
      set(y, yAt + i, fma(x1, cos, -(x2 * sin)));
      set(y, yAt + n + i, fma(x2, cos, x1 * sin));
    }
  }

  @Override
  public void turnInterleaved(
      MemorySegment x,
      long xAt,
      MemorySegment turn,
      long turnAt,
      MemorySegment y,
      long yAt,
      int n) {
    for (int i = 0; i < 2 * n; i += 2) {
      float x1 = get(x, xAt + i);
      float x2 = get(x, xAt + i + 1);
      float cos = get(turn, turnAt + i);
      float sin = get(turn, turnAt + 2L * n + i + 1);
      set(y, yAt + i, fma(x1, cos, -(x2 * sin)));
      set(y, yAt + i + 1, fma(x2, cos, x1 * sin));
    }
  }

  @Override
  public boolean finite(MemorySegment x, long at, long stride, int rows, int columns) {
    boolean finite = true;
    for (int r = 0; r < rows && finite; r++) {
      for (int j = 0; j < columns && finite; j++) {
        finite = Float.isFinite(get(x, at + r * stride + j));
      }
    }
    return finite;
  }
}
