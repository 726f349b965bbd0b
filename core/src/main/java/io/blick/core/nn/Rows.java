package io.blick.core.nn;

import io.blick.core.kernel.ElementKernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.RowKernels;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * Operations on each row (…, C) of a tensor separately, divided among the threads. Rows of a mapped
 * file or an array are copied into scratch memory, one at a time, and results out of it. The object
 * is reused from call to call, so that nothing is allocated.
 */
final class Rows implements Parallel.Job {
  private static final ElementKernels ELEMENTS = Machine.KERNELS.elements();
  private static final RowKernels ROWS = Machine.KERNELS.rows();

  /** An operation on one row. */
  @FunctionalInterface
  interface Row {
    /**
     * Computes one row of y from the same row of x.
     *
     * @param at offset of the row, in elements
     * @param width elements of the row
     * @param scratch room for 16 floats
     */
    void compute(MemorySegment x, MemorySegment y, long at, int width, MemorySegment scratch);

    /** Whether it may be given copies of rows: it reads nothing else at their offset. */
    default boolean takesCopies() {
      return true;
    }
  }

  // Enough work to be worth giving to another thread.
  private static final int TASK_ELEMENTS = 8192;

  private final Parallel parallel;
  private Row row = Rows::geluErf;
  private MemorySegment x = MemorySegment.NULL;
  private MemorySegment y = MemorySegment.NULL;
  // Whether x or y was not allocated off the heap, and rows are computed in copies.
  private boolean copied;
  private int count;
  private int width;
  private int rowsPerTask = 1;

  Rows(Parallel parallel) {
    this.parallel = parallel;
  }

  /** Computes every row of {@code newY} from the same row of {@code newX}. */
  void run(Row newRow, Tensor newX, Tensor newY) {
    row = newRow;
    x = newX.data();
    y = newY.data();
    copied = row.takesCopies() && !Memory.allocated(x, y);
    width = newX.rank() == 0 ? 1 : newX.size(newX.rank() - 1);
    count = width == 0 ? 0 : Math.toIntExact(newX.count() / width);
    rowsPerTask = Math.max(1, TASK_ELEMENTS / Math.max(1, width));
    try {
      parallel.run(this, Math.ceilDiv(count, rowsPerTask));
    } finally {
      // Nobody may find memory reachable that has no reader any more.
      x = MemorySegment.NULL;
      y = MemorySegment.NULL;
    }
  }

  @Override
  public void run(int task, int worker) {
    MemorySegment scratch =
        parallel.scratch(worker, RowKernels.PARTIALS + (copied ? 2L * width : 0));
    int end = Math.min(count, (task + 1) * rowsPerTask);
    for (int r = task * rowsPerTask; r < end; r++) {
      if (copied) {
        computeCopy((long) r * width, scratch);
      } else {
        row.compute(x, y, (long) r * width, width, scratch);
      }
    }
  }

  private void computeCopy(long at, MemorySegment scratch) {
    long bytes = (long) width * Float.BYTES;
    MemorySegment from = scratch.asSlice(RowKernels.PARTIALS * (long) Float.BYTES, bytes);
    MemorySegment to = scratch.asSlice(RowKernels.PARTIALS * (long) Float.BYTES + bytes, bytes);
    Memory.copy(x, at, from, 0, width);
    row.compute(from, to, 0, width, scratch);
    Memory.copy(to, 0, y, at, width);
  }

  static void geluErf(MemorySegment x, MemorySegment y, long at, int width, MemorySegment scratch) {
    ELEMENTS.geluErf(x, at, y, at, width);
  }

  static void geluTanh(
      MemorySegment x, MemorySegment y, long at, int width, MemorySegment scratch) {
    ELEMENTS.geluTanh(x, at, y, at, width);
  }

  static void relu(MemorySegment x, MemorySegment y, long at, int width, MemorySegment scratch) {
    ELEMENTS.relu(x, at, y, at, width);
  }

  static void silu(MemorySegment x, MemorySegment y, long at, int width, MemorySegment scratch) {
    ELEMENTS.silu(x, at, y, at, width);
  }

  static void tanh(MemorySegment x, MemorySegment y, long at, int width, MemorySegment scratch) {
    ELEMENTS.tanh(x, at, y, at, width);
  }

  static void softmax(MemorySegment x, MemorySegment y, long at, int width, MemorySegment scratch) {
    float max = ROWS.max(x, at, width);
    ROWS.exp(x, at, max, y, at, width);
    float sum = ROWS.sum(y, at, scratch, width);
    ELEMENTS.divide(y, at, sum, y, at, width);
  }

  static void unit(MemorySegment x, MemorySegment y, long at, int width, MemorySegment scratch) {
    float length = (float) Math.sqrt(ROWS.squares(x, at, 0, scratch, width));
    ELEMENTS.divide(x, at, length, y, at, width);
  }

  /**
   * a + b; b is set before each run. It reads b at the offset of the row, so it takes no copies:
   * other memory is left to scalar code.
   */
  static final class Sum implements Row {
    private static final ElementKernels FOR_ANY_MEMORY = Machine.FOR_ANY_MEMORY.elements();

    private MemorySegment b = MemorySegment.NULL;

    Sum of(Tensor newB) {
      b = newB.data();
      return this;
    }

    @Override
    public boolean takesCopies() {
      return false;
    }

    @Override
    public void compute(
        MemorySegment x, MemorySegment y, long at, int width, MemorySegment scratch) {
      ElementKernels kernels =
          Memory.allocated(x, y) && Memory.allocated(b) ? ELEMENTS : FOR_ANY_MEMORY;
      kernels.add(x, at, b, at, y, at, width);
    }
  }

  /** Layer norm; its parameters are set before each run. */
  static final class Norm implements Row {
    private final OwnCopy gains = new OwnCopy();
    private final OwnCopy biases = new OwnCopy();
    private MemorySegment gain = MemorySegment.NULL;
    private MemorySegment bias = MemorySegment.NULL;
    private float epsilon;

    Norm of(LayerNorm norm) {
      gain = gains.of(norm.gain().data());
      bias = biases.of(norm.bias().data());
      epsilon = norm.epsilon();
      return this;
    }

    @Override
    public void compute(
        MemorySegment x, MemorySegment y, long at, int width, MemorySegment scratch) {
      float mean = ROWS.sum(x, at, scratch, width) / width;
      float variance = ROWS.squares(x, at, mean, scratch, width) / width;
      float inverse = (float) (1 / Math.sqrt(variance + epsilon));
      ROWS.standardize(x, at, mean, inverse, y, at, width);
      ROWS.affine(gain, bias, y, at, width);
    }
  }
}
