package io.blick.core.weight;

import io.blick.core.kernel.Memory;
import io.blick.core.kernel.PanelFormat;
import java.lang.foreign.MemorySegment;

/**
 * How a file writes the numbers of a row in blocks of bytes: those of GGUF, by the names that ggml
 * gives them. Layouts are those of {@code ggml-common.h}, arithmetic is that of
 * {@code dequantize_row_…} in {@code ggml-quants.c}; docs/numerics.md has the formulas.
 */
public enum BlockFormat {
  /** x = d · q; q of 4 bits, from −8 to 7. */
  Q4_0(Blocks.NUMBERS, 18, PanelFormat.Q4_0),
  /** x = d · q + m; q of 4 bits. */
  Q4_1(Blocks.NUMBERS, 20, PanelFormat.Q4_1),
  /** x = d · q; q of 5 bits, from −16 to 15. */
  Q5_0(Blocks.NUMBERS, 22, PanelFormat.Q5_0),
  /** x = d · q + m; q of 5 bits. */
  Q5_1(Blocks.NUMBERS, 24, PanelFormat.Q5_1),
  /** x = d · q; q of 8 bits, from −128 to 127. */
  Q8_0(Blocks.NUMBERS, 34, PanelFormat.Q8_0),
  /** x = (d · s) · q − (e · l); q of 4 bits, and for each 32 numbers s and l of 6. */
  Q4_K(SuperBlocks.NUMBERS, 144, PanelFormat.Q4_K),
  /** x = (d · s) · q − (e · l); q of 5 bits, and for each 32 numbers s and l of 6. */
  Q5_K(SuperBlocks.NUMBERS, 176, PanelFormat.Q5_K),
  /** x = (d · s) · q; q of 6 bits, from −32 to 31, and for each 16 numbers s from −128 to 127. */
  Q6_K(SuperBlocks.NUMBERS, 210, PanelFormat.Q6_K),
  /** IEEE 754 half; a block is one number. */
  F16(1, 2, PanelFormat.F16),
  /** The upper half of a single; a block is one number. */
  BF16(1, 2, PanelFormat.BF16);

  private final int numbers;
  private final int bytes;
  private final PanelFormat panels;

  BlockFormat(int numbers, int bytes, PanelFormat panels) {
    this.numbers = numbers;
    this.bytes = bytes;
    this.panels = panels;
  }

  /** Returns how many numbers a block has: rows are multiples of it. */
  public int numbers() {
    return numbers;
  }

  /** Returns how many bytes a block has. */
  public int bytes() {
    return bytes;
  }

  /** Returns how panels have these numbers. */
  PanelFormat panels() {
    return panels;
  }

  /**
   * Writes number i of a block to element at + i · stride.
   *
   * @param block memory that has the block
   * @param first offset of its first byte
   * @param to memory for floats
   * @param at offset of the first number, in floats
   * @param stride floats from one number to the next
   */
  void write(MemorySegment block, long first, MemorySegment to, long at, int stride) {
    switch (this) {
      case Q4_0 -> Blocks.q4(block, first, to, at, stride);
      case Q4_1 -> Blocks.q4WithLeast(block, first, to, at, stride);
      case Q5_0 -> Blocks.q5(block, first, to, at, stride);
      case Q5_1 -> Blocks.q5WithLeast(block, first, to, at, stride);
      case Q8_0 -> Blocks.q8(block, first, to, at, stride);
      case Q4_K -> SuperBlocks.q4(block, first, to, at, stride);
      case Q5_K -> SuperBlocks.q5(block, first, to, at, stride);
      case Q6_K -> SuperBlocks.q6(block, first, to, at, stride);
      case F16 -> Memory.set(to, at, HalfPrecision.f16(block, first));
      case BF16 -> Memory.set(to, at, HalfPrecision.bf16(block, first));
    }
  }
}
