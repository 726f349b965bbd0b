package io.blick.core.kernel;

import static io.blick.core.kernel.Fma.fma;
import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.set;

import java.lang.foreign.MemorySegment;

/** Products as obvious loops, one float at a time. Never tuned. */
final class ScalarProducts implements ProductKernels {
  @Override
  public void product(
      MemorySegment a,
      long aAt,
      long aStride,
      MemorySegment b,
      long bAt,
      long bStride,
      MemorySegment c,
      long cAt,
      long cStride,
      int rows,
      int columns,
      int depth) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        float sum = 0;
        for (int k = 0; k < depth; k++) {
          sum = fma(get(a, aAt + r * aStride + k), get(b, bAt + k * bStride + j), sum);
        }
        set(c, cAt + r * cStride + j, sum);
      }
    }
  }

  @Override
  public void matrixVector(
      MemorySegment w,
      long wAt,
      long wStride,
      MemorySegment x,
      long xAt,
      MemorySegment y,
      long yAt,
      int rows,
      int depth,
      int chain) {
    for (int r = 0; r < rows; r++) {
      float sum = 0;
      for (int from = 0; from < depth; from += chain) {
        float part = 0;
        for (int k = from; k < Math.min(depth, from + chain); k++) {
          part = fma(get(w, wAt + r * wStride + k), get(x, xAt + k), part);
        }
        sum = from == 0 ? part : sum + part;
      }
      set(y, yAt + r, sum);
    }
  }

  @Override
  public void weightedSum(
      MemorySegment w,
      long wAt,
      long wStride,
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int count,
      int rows,
      int columns) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < count; i++) {
        float weight = get(w, wAt + r * wStride + i);
        for (int j = 0; j < columns; j++) {
          long at = yAt + i * yStride + j;
          set(y, at, fma(get(x, xAt + r * xStride + j), weight, get(y, at)));
        }
      }
    }
  }

  @Override
  public void transpose(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        set(y, yAt + j * yStride + i, get(x, xAt + i * xStride + j));
      }
    }
  }
}
