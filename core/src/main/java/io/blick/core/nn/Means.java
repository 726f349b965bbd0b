package io.blick.core.nn;

import io.blick.core.kernel.Memory;
import io.blick.core.kernel.ProductKernels;
import java.lang.foreign.MemorySegment;

/** The mean of rows: a sum over ascending rows, cut before every 256th, then one division. */
final class Means {
  private Means() {}

  static void mean(MemorySegment x, long xAt, int rows, int width, MemorySegment y, long yAt) {
    for (int c = 0; c < width; c++) {
      float sum = 0;
      for (int from = 0; from < rows; from += ProductKernels.CHAIN) {
        float part = 0;
        for (int r = from; r < Math.min(rows, from + ProductKernels.CHAIN); r++) {
          part += Memory.get(x, xAt + (long) r * width + c);
        }
        sum = from == 0 ? part : sum + part;
      }
      Memory.set(y, yAt + c, sum / rows);
    }
  }
}
