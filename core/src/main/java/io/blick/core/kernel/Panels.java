package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.set;

import java.lang.foreign.MemorySegment;

/**
 * Matrices cut into panels as {@link Kernels#tile} reads them: all rows (columns) of a panel side
 * by side, for each step along the depth. What a matrix lacks to fill its last panel is zero.
 */
public final class Panels {
  // Reads of whole cache lines, writes that stay in the nearest cache.
  private static final int BLOCK = 16;

  private Panels() {}

  /** Returns how many panels of {@code width} hold {@code rows}. */
  public static int count(int rows, int width) {
    return (rows + width - 1) / width;
  }

  /**
   * panel[k][j] = m[j · stride + k] for j &lt; rows; zero for the j behind them.
   *
   * @param rows at most {@code width}
   * @param stride elements from one row of m to the next
   * @param depth elements of a row
   * @param width of the panel
   */
  public static void transpose(
      MemorySegment m,
      long mAt,
      long stride,
      MemorySegment panel,
      long panelAt,
      int rows,
      int depth,
      int width) {
    for (int from = 0; from < depth; from += BLOCK) {
      int to = Math.min(from + BLOCK, depth);
      for (int j = 0; j < width; j++) {
        for (int k = from; k < to; k++) {
          set(panel, panelAt + (long) k * width + j, j < rows ? get(m, mAt + j * stride + k) : 0);
        }
      }
    }
  }

  /**
   * panel[k][j] = m[k · stride + j] for j &lt; columns; zero for the j behind them.
   *
   * @param columns at most {@code width}
   * @param stride elements from one row of m to the next
   * @param depth rows of m
   * @param width of the panel
   */
  public static void gather(
      MemorySegment m,
      long mAt,
      long stride,
      MemorySegment panel,
      long panelAt,
      int columns,
      int depth,
      int width) {
    for (int k = 0; k < depth; k++) {
      for (int j = 0; j < width; j++) {
        set(panel, panelAt + (long) k * width + j, j < columns ? get(m, mAt + k * stride + j) : 0);
      }
    }
  }
}
