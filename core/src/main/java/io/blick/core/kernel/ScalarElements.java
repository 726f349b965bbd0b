package io.blick.core.kernel;

import static io.blick.core.kernel.Fma.fma;
import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.set;

import java.lang.foreign.MemorySegment;

/** Operations on elements as obvious loops, one float at a time. Never tuned. */
final class ScalarElements implements ElementKernels {
  @Override
  public void fill(MemorySegment y, long yAt, int n, float value) {
    Memory.fill(y, yAt, n, value);
  }

  @Override
  public void add(
      MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, get(a, aAt + i) + get(b, bAt + i));
    }
  }

  @Override
  public void multiply(
      MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, get(a, aAt + i) * get(b, bAt + i));
    }
  }

  @Override
  public void multiply(MemorySegment x, long xAt, float factor, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, get(x, xAt + i) * factor);
    }
  }

  @Override
  public void multiplyAdd(
      MemorySegment a,
      long aAt,
      float factor,
      MemorySegment b,
      long bAt,
      MemorySegment y,
      long yAt,
      int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, fma(get(a, aAt + i), factor, get(b, bAt + i)));
    }
  }

  @Override
  public void divide(MemorySegment x, long xAt, float divisor, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, get(x, xAt + i) / divisor);
    }
  }

  @Override
  public void addRow(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment row,
      long rowAt,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    for (int r = 0; r < rows; r++) {
      add(x, xAt + r * xStride, row, rowAt, y, yAt + r * yStride, columns);
    }
  }

  @Override
  public void addWithRow(
      MemorySegment a,
      long aAt,
      MemorySegment b,
      long bAt,
      long stride,
      MemorySegment row,
      long rowAt,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        float sum = get(a, aAt + r * stride + j) + get(b, bAt + r * stride + j);
        set(y, yAt + r * yStride + j, sum + get(row, rowAt + j));
      }
    }
  }

  @Override
  public void relu(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, Math.max(0, get(x, xAt + i)));
    }
  }

  @Override
  public void silu(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, Transcendental.silu(get(x, xAt + i)));
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
}
