package io.blick.core.nn;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.RowKernels;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * Rotary position embedding of a row with all heads of a position; its parameters are set before
 * each run. It reads positions by the offset of the row, so it takes no copies: memory that was not
 * allocated off the heap is left to scalar code.
 */
final class Rotation implements Rows.Row {
  private Rotary rotary = Rotary.of(Rotary.Pairs.HALVES, new double[1], 1);
  private Tensor positions = Tensor.zeros(0);
  private int dim;

  /**
   * Sets the parameters.
   *
   * @param newPositions int32 (N)
   * @param newDim D, elements of a head
   */
  Rotation of(Tensor newPositions, Rotary newRotary, int newDim) {
    positions = newPositions;
    rotary = newRotary;
    dim = newDim;
    return this;
  }

  @Override
  public boolean takesCopies() {
    return false;
  }

  @Override
  public void compute(
      Kernels kernels,
      MemorySegment x,
      MemorySegment y,
      long at,
      int width,
      MemorySegment scratch) {
    int position = (int) positions.get(at / width);
    MemorySegment table = rotary.table(position);
    long tableAt = rotary.at(position);
    int rotated = rotary.rotated();
    for (long head = at; head < at + width; head += dim) {
      turn(kernels.rows(), x, table, tableAt, y, head);
      if (rotated < dim) {
        Memory.copy(x, head + rotated, y, head + rotated, dim - rotated);
      }
    }
  }

  private void turn(
      RowKernels rows,
      MemorySegment x,
      MemorySegment table,
      long tableAt,
      MemorySegment y,
      long at) {
    int pairs = rotary.rotated() / 2;
    switch (rotary.pairs()) {
      case HALVES -> rows.turnHalves(x, at, table, tableAt, y, at, pairs);
      case INTERLEAVED -> rows.turnInterleaved(x, at, table, tableAt, y, at, pairs);
    }
  }

  @Override
  public void demandReadable() {
    positions.demandReadable("rotate: positions");
  }
}
