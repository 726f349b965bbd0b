package io.blick.hub.convert;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Turns matrices of 32-bit elements: (in, out) becomes (out, in). */
final class Turn {
  // Elements are only moved, so their byte order does not matter.
  private static final ValueLayout.OfInt BITS = ValueLayout.JAVA_INT_UNALIGNED;

  // 32 × 32 elements of each side fit the first-level cache together.
  private static final int TILE = 32;

  private Turn() {}

  /**
   * Sets to[c, r] = from[r, c].
   *
   * @param from (rows, columns)
   * @param to (columns, rows)
   */
  static void turn(MemorySegment from, MemorySegment to, int rows, int columns) {
    for (int r = 0; r < rows; r += TILE) {
      for (int c = 0; c < columns; c += TILE) {
        tile(from, to, rows, columns, r, c);
      }
    }
  }

  private static void tile(
      MemorySegment from, MemorySegment to, int rows, int columns, int rowAt, int columnAt) {
    int endRow = Math.min(rows, rowAt + TILE);
    int endColumn = Math.min(columns, columnAt + TILE);
    for (int c = columnAt; c < endColumn; c++) {
      for (int r = rowAt; r < endRow; r++) {
        int bits = from.get(BITS, ((long) r * columns + c) * 4);
        to.set(BITS, ((long) c * rows + r) * 4, bits);
      }
    }
  }
}
