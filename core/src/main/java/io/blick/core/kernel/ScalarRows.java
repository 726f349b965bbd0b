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
