package io.blick.core.weight;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * W in the blocks of a file, quantised or in half precision. The bytes are read in place, in memory
 * of any kind: allocated, mapped or an array. A product writes out 64 outputs of 256 inputs at a
 * time, and has the bits of a product with {@link #dense}; {@link PackedBlocks} are faster.
 */
public final class Blocked implements Weight {
  private final BlockFormat format;
  private final Tensor bytes;
  private final int inputs;

  private Blocked(BlockFormat format, Tensor bytes, int inputs) {
    this.format = format;
    this.bytes = bytes;
    this.inputs = inputs;
  }

  /**
   * Returns a weight over bytes that somebody else owns; nothing is copied.
   *
   * @param bytes exactly the blocks, row after row, at any alignment
   * @param outputs O
   * @param inputs I, a multiple of the numbers of a block
   * @throws ShapeException if I is no such multiple, a row has 2³¹ bytes or more, or the bytes are
   *     more or fewer
   */
  public static Blocked over(MemorySegment bytes, BlockFormat format, int outputs, int inputs) {
    Objects.requireNonNull(bytes, "weight: bytes must not be null");
    Objects.requireNonNull(format, "weight: format must not be null");
    if (outputs < 0 || inputs < 0) {
      throw new ShapeException(
          "weight: sizes must not be negative; got %s".formatted(named(format, outputs, inputs)));
    }
    if (inputs % format.numbers() != 0) {
      throw new ShapeException(
          "weight: a row of %s must be a multiple of %d numbers, those of a block; got %s"
              .formatted(format, format.numbers(), named(format, outputs, inputs)));
    }
    long row = (long) inputs / format.numbers() * format.bytes();
    if (row > Integer.MAX_VALUE) {
      throw new ShapeException("weight: a row must have at most %d bytes; got %s, %d bytes a row"
          .formatted(Integer.MAX_VALUE, named(format, outputs, inputs), row));
    }
    if (bytes.byteSize() != outputs * row) {
      throw new ShapeException("weight: %s must have %d bytes, %d a row; got %d"
          .formatted(named(format, outputs, inputs), outputs * row, row, bytes.byteSize()));
    }
    return new Blocked(format, Tensor.over(bytes, DType.U8, outputs, (int) row), inputs);
  }

  /** Returns how the numbers are written. */
  public BlockFormat format() {
    return format;
  }

  @Override
  public int outputs() {
    return bytes.size(0);
  }

  @Override
  public int inputs() {
    return inputs;
  }

  /** Returns the bytes of the blocks (O, bytes of a row), not a copy. */
  @Override
  public Tensor stored() {
    return bytes;
  }

  @Override
  public void panel(int output, int from, int depth, MemorySegment to, long at) {
    int columns = Piece.columns(this, output, from, depth);
    MemorySegment blocks = bytes.data();
    // The blocks of 64 outputs side by side: what they write shares cache lines.
    for (int k = 0; k < depth; k += format.numbers()) {
      for (int o = 0; o < columns; o++) {
        long first = place(output + o, from + k);
        format.write(blocks, first, to, at + (long) k * PANEL + o, PANEL);
      }
    }
  }

  @Override
  public void row(int output, MemorySegment to, long at) {
    Piece.row(this, output);
    MemorySegment blocks = bytes.data();
    for (int k = 0; k < inputs; k += format.numbers()) {
      format.write(blocks, place(output, k), to, at + k, 1);
    }
  }

  /** Returns the offset of the first byte of a block. */
  long place(int output, int input) {
    return (long) output * bytes.size(1) + (long) (input / format.numbers()) * format.bytes();
  }

  /** Names format and sizes, not the values: {@code BF16(2, 3)}. */
  @Override
  public String toString() {
    return named(format, outputs(), inputs);
  }

  private static String named(BlockFormat format, int outputs, int inputs) {
    return "%s(%d, %d)".formatted(format, outputs, inputs);
  }
}
