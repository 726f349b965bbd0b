package io.blick.core.kernel;

import static io.blick.core.kernel.Fma.fma;

import java.lang.foreign.MemorySegment;

/** Panels in blocks as obvious loops, one number at a time, in memory of any kind. Never tuned. */
final class ScalarBlocks implements BlockKernels {
  @Override
  public void product(
      PanelFormat format,
      MemorySegment w,
      long wAt,
      MemorySegment x,
      long xAt,
      MemorySegment y,
      long yAt,
      MemorySegment scratch,
      long scratchAt,
      int depth) {
    for (int j = 0; j < ProductKernels.PANEL; j++) {
      float sum = 0;
      for (int from = 0; from < depth; from += ProductKernels.CHAIN) {
        float part = 0;
        for (int k = from; k < Math.min(depth, from + ProductKernels.CHAIN); k++) {
          part = fma(PanelNumbers.at(format, w, wAt, k, j), Memory.get(x, xAt + k), part);
        }
        sum = from == 0 ? part : sum + part;
      }
      Memory.set(y, yAt + j, sum);
    }
  }

  @Override
  public void write(
      PanelFormat format, MemorySegment w, long wAt, MemorySegment y, long yAt, int depth) {
    for (int k = 0; k < depth; k++) {
      for (int j = 0; j < ProductKernels.PANEL; j++) {
        long at = yAt + (long) k * ProductKernels.PANEL + j;
        Memory.set(y, at, PanelNumbers.at(format, w, wAt, k, j));
      }
    }
  }
}
