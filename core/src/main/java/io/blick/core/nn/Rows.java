package io.blick.core.nn;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.RowKernels;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * Operations on each row (…, C) of a tensor separately, divided among the threads. Rows of a mapped
 * file or an array are copied into scratch memory, one at a time, and results out of it; very long
 * ones are left to scalar code. The object is reused from call to call, so that nothing is
 * allocated.
 */
final class Rows implements Parallel.Job {
  /** An operation on one row. */
  @FunctionalInterface
  interface Row {
    /**
     * Computes one row of y from the same row of x.
     *
     * @param kernels those for the memory of the call
     * @param at offset of the row, in elements
     * @param width elements of the row
     * @param scratch room for 16 floats
     */
    void compute(
        Kernels kernels,
        MemorySegment x,
        MemorySegment y,
        long at,
        int width,
        MemorySegment scratch);

    /** Whether what it reads besides x was allocated off the heap. */
    default boolean isAllocated() {
      return true;
    }

    /** Whether it may be given copies of rows: it reads nothing else at their offset. */
    default boolean takesCopies() {
      return true;
    }
  }

  // Enough work to be worth giving to another thread.
  private static final int TASK_ELEMENTS = 8192;

  // Two copies take 128 KiB: no more, since results lie on the heap where there is none left
  // outside of it.
  private static final int LONGEST_COPY = 1 << 14;

  private final Parallel parallel;
  private Row row = Rows::geluErf;
  private MemorySegment x = MemorySegment.NULL;
  private MemorySegment y = MemorySegment.NULL;
  private Kernels kernels = Machine.KERNELS;
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
    width = newX.rank() == 0 ? 1 : newX.size(newX.rank() - 1);
    boolean own = Memory.allocated(x, y) && row.isAllocated();
    copied = !own && row.takesCopies() && width <= LONGEST_COPY;
    kernels = own || copied ? Machine.KERNELS : Machine.FOR_ANY_MEMORY;
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
        row.compute(kernels, x, y, (long) r * width, width, scratch);
      }
    }
  }

  private void computeCopy(long at, MemorySegment scratch) {
    long bytes = (long) width * Float.BYTES;
    MemorySegment from = scratch.asSlice(RowKernels.PARTIALS * (long) Float.BYTES, bytes);
    MemorySegment to = scratch.asSlice(RowKernels.PARTIALS * (long) Float.BYTES + bytes, bytes);
    Memory.copy(x, at, from, 0, width);
    row.compute(Machine.KERNELS, from, to, 0, width, scratch);
    Memory.copy(to, 0, y, at, width);
  }

  static void geluErf(
      Kernels kernels,
      MemorySegment x,
      MemorySegment y,
      long at,
      int width,
      MemorySegment scratch) {
    kernels.elements().geluErf(x, at, y, at, width);
  }

  static void geluTanh(
      Kernels kernels,
      MemorySegment x,
      MemorySegment y,
      long at,
      int width,
      MemorySegment scratch) {
    kernels.elements().geluTanh(x, at, y, at, width);
  }

  static void relu(
      Kernels kernels,
      MemorySegment x,
      MemorySegment y,
      long at,
      int width,
      MemorySegment scratch) {
    kernels.elements().relu(x, at, y, at, width);
  }

  static void silu(
      Kernels kernels,
      MemorySegment x,
      MemorySegment y,
      long at,
      int width,
      MemorySegment scratch) {
    kernels.elements().silu(x, at, y, at, width);
  }

  static void tanh(
      Kernels kernels,
      MemorySegment x,
      MemorySegment y,
      long at,
      int width,
      MemorySegment scratch) {
    kernels.elements().tanh(x, at, y, at, width);
  }

  static void softmax(
      Kernels kernels,
      MemorySegment x,
      MemorySegment y,
      long at,
      int width,
      MemorySegment scratch) {
    float max = kernels.rows().max(x, at, width);
    kernels.rows().exp(x, at, max, y, at, width);
    float sum = kernels.rows().sum(y, at, scratch, width);
    kernels.elements().divide(y, at, sum, y, at, width);
  }

  static void unit(
      Kernels kernels,
      MemorySegment x,
      MemorySegment y,
      long at,
      int width,
      MemorySegment scratch) {
    float length = (float) Math.sqrt(kernels.rows().squares(x, at, 0, scratch, width));
    kernels.elements().divide(x, at, length, y, at, width);
  }

  /**
   * a + b; b is set before each run. It reads b at the offset of the row, so it takes no copies:
   * memory that was not allocated off the heap is left to scalar code.
   */
  static final class Sum implements Row {
    private MemorySegment b = MemorySegment.NULL;

    Sum of(Tensor newB) {
      b = newB.data();
      return this;
    }

    @Override
    public boolean isAllocated() {
      return Memory.allocated(b);
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
      kernels.elements().add(x, at, b, at, y, at, width);
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
        Kernels kernels,
        MemorySegment x,
        MemorySegment y,
        long at,
        int width,
        MemorySegment scratch) {
      float mean = kernels.rows().sum(x, at, scratch, width) / width;
      float variance = kernels.rows().squares(x, at, mean, scratch, width) / width;
      float inverse = (float) (1 / Math.sqrt(variance + epsilon));
      kernels.rows().standardize(x, at, mean, inverse, y, at, width);
      kernels.rows().affine(gain, bias, y, at, width);
    }
  }
}
