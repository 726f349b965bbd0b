package io.blick.core.weight;

import io.blick.core.kernel.Memory;
import java.lang.foreign.MemorySegment;

/**
 * How a file writes the numbers of a row in blocks of bytes: those of GGUF, by the names that ggml
 * gives them. Layouts are those of {@code ggml-common.h}, arithmetic is that of
 * {@code dequantize_row_…} in {@code ggml-quants.c}; docs/numerics.md has the formulas.
 */
public enum BlockFormat {
  /** IEEE 754 half; a block is one number. */
  F16(1, 2),
  /** The upper half of a single; a block is one number. */
  BF16(1, 2);

  private final int numbers;
  private final int bytes;

  BlockFormat(int numbers, int bytes) {
    this.numbers = numbers;
    this.bytes = bytes;
  }

  /** Returns how many numbers a block has: rows are multiples of it. */
  public int numbers() {
    return numbers;
  }

  /** Returns how many bytes a block has. */
  public int bytes() {
    return bytes;
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
      case F16 -> Memory.set(to, at, HalfPrecision.f16(block, first));
      case BF16 -> Memory.set(to, at, HalfPrecision.bf16(block, first));
    }
  }
}
