package io.blick.core.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Products with panels of 64 outputs whose numbers are those of blocks, and the float32 numbers
 * that they are (docs/numerics.md). What is multiplied was allocated off the heap. One thread;
 * offsets in w count bytes, all others elements. Nothing is checked here except by asserts.
 */
public sealed interface BlockKernels permits ScalarBlocks, VectorBlocks {
  /** Floats of scratch memory that a product needs. */
  int SCRATCH = (ProductKernels.CHAIN + 1) * ProductKernels.PANEL;

  /**
   * y[j] = Σ w[k][j] · x[k], over the whole depth: the chain is cut before every 256th k, and the
   * parts are added in order.
   *
   * @param w a panel (depth, 64) in the format
   * @param x (depth)
   * @param y (64)
   * @param scratch memory for {@link #SCRATCH} floats, no part of x or y
   */
  void product(
      PanelFormat format,
      MemorySegment w,
      long wAt,
      MemorySegment x,
      long xAt,
      MemorySegment y,
      long yAt,
      MemorySegment scratch,
      long scratchAt,
      int depth);

  /**
   * y[k][j] = w[k][j].
   *
   * @param w inputs of a panel (depth, 64) in the format
   * @param y (depth, 64)
   */
  void write(PanelFormat format, MemorySegment w, long wAt, MemorySegment y, long yAt, int depth);

  /**
   * Returns w[k][j].
   *
   * @param w inputs of a panel in the format, in memory of any kind
   */
  default float number(PanelFormat format, MemorySegment w, long wAt, int k, int j) {
    return PanelNumbers.at(format, w, wAt, k, j);
  }
}
