package io.blick.core.weight;

import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.tensor.Axes;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * W as a tensor has it, row after row. It is read in place, so later changes count; nothing is
 * copied.
 *
 * @param stored W (O, I), float32
 */
public record Dense(Tensor stored) implements Weight {
  private static final Axes AXES = Axes.of("weight", "W: O I");

  /**
   * Takes a tensor.
   *
   * @throws io.blick.core.tensor.ShapeException if it has not two axes
   * @throws IllegalArgumentException if it is not float32
   */
  public Dense {
    Objects.requireNonNull(stored, "weight: W must not be null");
    AXES.check(stored);
    stored.demand(DType.F32, "weight: W");
  }

  @Override
  public int outputs() {
    return stored.size(0);
  }

  @Override
  public int inputs() {
    return stored.size(1);
  }

  @Override
  public void panel(int output, int from, int depth, MemorySegment to, long at) {
    int columns = Piece.columns(this, output, from, depth);
    long first = (long) output * inputs() + from;
    Machine.KERNELS
        .products()
        .transpose(stored.data(), first, inputs(), to, at, PANEL, columns, depth);
  }

  @Override
  public void row(int output, MemorySegment to, long at) {
    Piece.row(this, output);
    Memory.copy(stored.data(), (long) output * inputs(), to, at, inputs());
  }

  /** Returns a copy of W (O, I), float32. */
  @Override
  public Tensor dense() {
    return stored.copy();
  }

  /** Names type and sizes, not the values: {@code F32(2, 3)}. */
  @Override
  public String toString() {
    return stored.toString();
  }
}
