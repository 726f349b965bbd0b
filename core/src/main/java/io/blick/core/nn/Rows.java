package io.blick.core.nn;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.RowKernels;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * Operations on each row (…, C) of a tensor separately, divided among the threads. The object is
 * reused from call to call, so that nothing is allocated.
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
  }

  // Enough work to be worth giving to another thread.
  private static final int TASK_ELEMENTS = 8192;

  private final Parallel parallel;
  private Row row = Rows::geluErf;
  private Kernels kernels = Machine.KERNELS;
  private MemorySegment x = MemorySegment.NULL;
  private MemorySegment y = MemorySegment.NULL;
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
    boolean own = Memory.allocated(x, y) && row.isAllocated();
    kernels = own ? Machine.KERNELS : Machine.FOR_ANY_MEMORY;
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
    MemorySegment scratch = parallel.scratch(worker, RowKernels.PARTIALS);
    int end = Math.min(count, (task + 1) * rowsPerTask);
    for (int r = task * rowsPerTask; r < end; r++) {
      row.compute(kernels, x, y, (long) r * width, width, scratch);
    }
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

  /** a + b; b is set before each run. */
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
    private MemorySegment gain = MemorySegment.NULL;
    private MemorySegment bias = MemorySegment.NULL;
    private float epsilon;

    Norm of(LayerNorm norm) {
      gain = norm.gain().data();
      bias = norm.bias().data();
      epsilon = norm.epsilon();
      return this;
    }

    @Override
    public boolean isAllocated() {
      return Memory.allocated(gain, bias);
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
