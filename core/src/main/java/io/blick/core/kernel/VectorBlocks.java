package io.blick.core.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Panels in blocks in vectors: the same bits as {@link ScalarBlocks} for 4, 8 and 16 lanes. For
 * each chain, scales are brought to float32 first, and the numbers of 16 bits altogether.
 */
final class VectorBlocks implements BlockKernels {
  private static final ElementKernels ELEMENTS = new VectorElements();
  private static final int PANEL = ProductKernels.PANEL;
  private static final int CHAIN = ProductKernels.CHAIN;

  /** Outputs that are computed at once. */
  private static final int STRIP = 4 * VectorTranscendental.SPECIES.length();

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
    long at = wAt;
    // Also once without inputs: then the sums are 0.
    for (int from = 0; from < Math.max(1, depth); from += CHAIN) {
      int count = Math.min(CHAIN, depth - from);
      if (from == 0) {
        chain(format, w, at, x, xAt, y, yAt, scratch, scratchAt, count);
      } else {
        long part = scratchAt + (long) CHAIN * PANEL;
        chain(format, w, at, x, xAt + from, scratch, part, scratch, scratchAt, count);
        ELEMENTS.add(y, yAt, scratch, part, y, yAt, PANEL);
      }
      at += format.bytes(count);
    }
  }

  private static void chain(
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
    switch (format) {
      case F16, BF16 -> {
        numbers(format, w, wAt, scratch, scratchAt, depth);
        Tiles.product(x, xAt, depth, scratch, scratchAt, PANEL, y, yAt, PANEL, 1, PANEL, depth);
      }
      case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K -> {
        scales(format, w, wAt, scratch, scratchAt, depth);
        for (int o = 0; o < PANEL; o += STRIP) {
          sums(format, w, wAt, scratch, scratchAt, x, xAt, y, yAt, o, depth);
        }
      }
    }
  }

  private static void sums(
      PanelFormat format,
      MemorySegment w,
      long wAt,
      MemorySegment s,
      long sAt,
      MemorySegment x,
      long xAt,
      MemorySegment y,
      long yAt,
      int o,
      int depth) {
    long b = wAt + format.header();
    int skip = format.scales();
    switch (format) {
      case Q4_0 -> BlockTiles.q4(w, b, skip, s, sAt, x, xAt, y, yAt, o, depth);
      case Q4_1, Q4_K -> BlockTiles.q4WithLeast(w, b, skip, s, sAt, x, xAt, y, yAt, o, depth);
      case Q5_0 -> BlockTiles.q5(w, b, skip, s, sAt, x, xAt, y, yAt, o, depth);
      case Q5_1, Q5_K -> BlockTiles.q5WithLeast(w, b, skip, s, sAt, x, xAt, y, yAt, o, depth);
      case Q8_0 -> BlockTiles.q8(w, b, skip, s, sAt, x, xAt, y, yAt, o, depth);
      case Q6_K -> BlockTiles.q6(w, b, skip, s, sAt, x, xAt, y, yAt, o, depth);
      case F16, BF16 -> {}
    }
  }

  @Override
  public void write(
      PanelFormat format, MemorySegment w, long wAt, MemorySegment y, long yAt, int depth) {
    for (int from = 0; from < depth; from += CHAIN) {
      int count = Math.min(CHAIN, depth - from);
      numbers(format, w, wAt + format.bytes(from), y, yAt + (long) from * PANEL, count);
    }
  }

  /** Writes out up to a chain. */
  private static void numbers(
      PanelFormat format, MemorySegment w, long wAt, MemorySegment y, long yAt, int depth) {
    switch (format) {
      case F16 -> PanelScales.halves(w, wAt, PanelFormat.HALVES, y, yAt, PANEL, depth, 1);
      case BF16 -> PanelScales.upperHalves(w, wAt, y, yAt, depth);
      case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K -> {
        // The last rows, a sixteenth, have the scales until the last group has read its own.
        long s = yAt + (long) (depth - depth / 16) * PANEL;
        scales(format, w, wAt, y, s, depth);
        for (int o = 0; o < PANEL; o += STRIP) {
          numbers(format, w, wAt, y, s, yAt, o, depth);
        }
      }
    }
  }

  private static void numbers(
      PanelFormat format,
      MemorySegment w,
      long wAt,
      MemorySegment y,
      long sAt,
      long yAt,
      int o,
      int depth) {
    long b = wAt + format.header();
    int skip = format.scales();
    switch (format) {
      case Q4_0 -> BlockTiles.q4(w, b, skip, y, sAt, y, yAt, o, depth);
      case Q4_1, Q4_K -> BlockTiles.q4WithLeast(w, b, skip, y, sAt, y, yAt, o, depth);
      case Q5_0 -> BlockTiles.q5(w, b, skip, y, sAt, y, yAt, o, depth);
      case Q5_1, Q5_K -> BlockTiles.q5WithLeast(w, b, skip, y, sAt, y, yAt, o, depth);
      case Q8_0 -> BlockTiles.q8(w, b, skip, y, sAt, y, yAt, o, depth);
      case Q6_K -> BlockTiles.q6(w, b, skip, y, sAt, y, yAt, o, depth);
      case F16, BF16 -> {}
    }
  }

  /** Writes d of each group, (64), and after each of them m, if there is one. */
  private static void scales(
      PanelFormat format, MemorySegment w, long wAt, MemorySegment y, long yAt, int depth) {
    int groups = depth / format.group();
    long stride = format.scales() + format.rows() * 256L;
    long group = wAt + format.header();
    switch (format) {
      case Q4_0, Q5_0, Q8_0 -> PanelScales.halves(w, wAt, stride, y, yAt, PANEL, groups, 1);
      case Q4_1, Q5_1 -> {
        PanelScales.halves(w, wAt, stride, y, yAt, 2 * PANEL, groups, 1);
        PanelScales.halves(
            w, wAt + PanelFormat.HALVES, stride, y, yAt + PANEL, 2 * PANEL, groups, 1);
      }
      case Q4_K, Q5_K -> {
        PanelScales.halves(w, wAt, 0, y, yAt, 2 * PANEL, groups, 1);
        PanelScales.halves(w, wAt + PanelFormat.HALVES, 0, y, yAt + PANEL, 2 * PANEL, groups, -1);
        PanelScales.timesByte(w, group, stride, 0, y, yAt, 2 * PANEL, groups);
        PanelScales.timesByte(w, group, stride, 8, y, yAt + PANEL, 2 * PANEL, groups);
      }
      case Q6_K -> {
        PanelScales.halves(w, wAt, 0, y, yAt, PANEL, groups, 1);
        PanelScales.timesSigned(w, group, stride, y, yAt, groups);
      }
      case F16, BF16 -> {}
    }
  }
}
