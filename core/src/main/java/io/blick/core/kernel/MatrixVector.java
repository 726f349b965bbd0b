package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.requireAllocated;
import static io.blick.core.kernel.Memory.set;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The product of a matrix and a vector: 16 rows at a time where the machine has 16 lanes, and
 * otherwise four in scalar code, whose chains overlap.
 */
final class MatrixVector {
  private static final int BLOCK = 16;
  private static final int STEP = 8;
  private static final boolean IN_REGISTERS = FloatVector.SPECIES_PREFERRED.length() >= BLOCK;

  private MatrixVector() {}

  static void product(
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
    requireAllocated(w);
    requireAllocated(x);
    requireAllocated(y);
    int whole = IN_REGISTERS ? rows - rows % BLOCK : 0;
    // A last chain whose length is no multiple of STEP is left to scalar code as a whole.
    int inLanes = depth % STEP == 0 ? depth : depth - depth % chain;
    for (int r = 0; r < whole; r += BLOCK) {
      MatrixVectorTile.product(w, wAt + r * wStride, wStride, x, xAt, y, yAt + r, inLanes, chain);
    }
    scalar(w, wAt, wStride, x, xAt, y, yAt, whole, inLanes, depth, chain);
    scalar(
        w, wAt + whole * wStride, wStride, x, xAt, y, yAt + whole, rows - whole, 0, depth, chain);
  }

  /** Adds the chains from element {@code first} on to the sums that are in y already. */
  private static void scalar(
      MemorySegment w,
      long wAt,
      long wStride,
      MemorySegment x,
      long xAt,
      MemorySegment y,
      long yAt,
      int rows,
      int first,
      int depth,
      int chain) {
    // An empty sum is 0.
    int end = first == 0 ? Math.max(1, depth) : depth;
    for (int from = first; from < end; from += chain) {
      int count = Math.min(chain, depth - from);
      boolean more = from > 0;
      int r = 0;
      for (; r <= rows - 4; r += 4) {
        four(w, wAt + r * wStride + from, wStride, x, xAt + from, y, yAt + r, count, more);
      }
      for (; r < rows; r++) {
        one(w, wAt + r * wStride + from, x, xAt + from, y, yAt + r, count, more);
      }
    }
  }

  private static void four(
      MemorySegment w,
      long wAt,
      long wStride,
      MemorySegment x,
      long xAt,
      MemorySegment y,
      long yAt,
      int count,
      boolean more) {
    float part0 = 0;
    float part1 = 0;
    float part2 = 0;
    float part3 = 0;
    for (int k = 0; k < count; k++) {
      float xk = get(x, xAt + k);
      part0 = Math.fma(get(w, wAt + k), xk, part0);
      part1 = Math.fma(get(w, wAt + wStride + k), xk, part1);
      part2 = Math.fma(get(w, wAt + 2 * wStride + k), xk, part2);
      part3 = Math.fma(get(w, wAt + 3 * wStride + k), xk, part3);
    }
    put(y, yAt, part0, more);
    put(y, yAt + 1, part1, more);
    put(y, yAt + 2, part2, more);
    put(y, yAt + 3, part3, more);
  }

  private static void one(
      MemorySegment w,
      long wAt,
      MemorySegment x,
      long xAt,
      MemorySegment y,
      long yAt,
      int count,
      boolean more) {
    float part = 0;
    for (int k = 0; k < count; k++) {
      part = Math.fma(get(w, wAt + k), get(x, xAt + k), part);
    }
    put(y, yAt, part, more);
  }

  private static void put(MemorySegment y, long yAt, float part, boolean more) {
    set(y, yAt, more ? get(y, yAt) + part : part);
  }
}
