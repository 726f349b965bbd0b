package io.blick.core.weight;

import io.blick.core.kernel.ProductKernels;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A matrix W (O, I) of numbers that a model has learned, in one of four forms. Each writes itself
 * out as float32, as a panel of outputs for a product, as a row for an embedding, or whole. These
 * float32 numbers are the weight: whatever is computed with it has their bits, in every form.
 *
 * <p>Offsets that are called {@code at} count floats, not bytes.
 */
public sealed interface Weight permits Dense, Packed, Blocked, PackedBlocks {
  /** Outputs of a panel. */
  int PANEL = ProductKernels.PANEL;

  /** A panel is written out from a multiple of this input on. */
  int PIECE = ProductKernels.CHAIN;

  /** Returns O, the number of rows. */
  int outputs();

  /** Returns I, the length of a row. */
  int inputs();

  /** Returns what lies in memory, not a copy; its sizes and type are those of the form. */
  Tensor stored();

  /**
   * Writes out W[output … output + 63][from … from + depth − 1], transposed, (depth, 64). What is
   * written for outputs from O on is undefined.
   *
   * @param output the first, a multiple of 64
   * @param from the first input, a multiple of 256
   * @param depth number of inputs, up to I or a multiple of 256
   * @param to memory for 64 · depth floats
   * @param at their offset in it
   * @throws IndexOutOfBoundsException if W has no such outputs or inputs
   */
  void panel(int output, int from, int depth, MemorySegment to, long at);

  /**
   * Writes out a row of W.
   *
   * @param output which, from 0
   * @param to memory for I floats
   * @param at their offset in it
   * @throws IndexOutOfBoundsException if W has no such row
   */
  void row(int output, MemorySegment to, long at);

  /**
   * Returns a copy of a row of W.
   *
   * @param output which, from 0
   * @throws IndexOutOfBoundsException if W has no such row
   */
  default float[] row(int output) {
    Tensor row = Tensor.zeros(inputs());
    row(output, row.data(), 0);
    return row.toFloats();
  }

  /** Returns a copy of W (O, I), float32. */
  default Tensor dense() {
    Tensor all = Tensor.zeros(outputs(), inputs());
    for (int o = 0; o < outputs(); o++) {
      row(o, all.data(), (long) o * inputs());
    }
    return all;
  }

  /**
   * Returns a copy in the order in which products read it: panels of float32, or of blocks where W
   * has blocks.
   *
   * @param arena shared between threads; after it is closed the copy throws
   * @throws IllegalStateException if the memory of W was used again or freed
   */
  default Weight packed(Arena arena) {
    return switch (this) {
      case Dense _, Packed _ -> Packed.of(this, arena);
      case Blocked blocked -> PackedBlocks.of(blocked, arena);
      case PackedBlocks blocks -> PackedBlocks.of(blocks, arena);
    };
  }

  /**
   * Checks that W may be read, now and by the current thread.
   *
   * @param what operation and argument, as the error names them, such as {@code "linear: weight"}
   * @throws IllegalStateException if its memory was used again or freed
   * @throws WrongThreadException if it is that of another thread's confined arena
   */
  default void demandReadable(String what) {
    stored().demandReadable(what);
  }
}
