package io.blick.core.nn;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.RowKernels;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * Operations on each row of a tensor separately, divided among the threads. Rows of a mapped file
 * or an array are copied into scratch memory, one at a time, and results out of it; very long ones
 * are left to scalar code. The object is reused from call to call, so that nothing is allocated.
 */
final class Rows implements Parallel.Job {
  /** As many elements as are worth giving to another thread: a row where elements have no rows. */
  static final int PIECE = 8192;

  /** An operation on one row. */
  @FunctionalInterface
  interface Row {
    /** Finds what it reads besides x; called once, before the rows of a tensor. */
    default void begin() {}

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

    /** Checks that what it reads besides x may be read. */
    default void demandReadable() {}
  }

  // Two copies take 128 KiB: no more, since results lie on the heap where there is none left
  // outside of it.
  private static final int LONGEST_COPY = 1 << 14;

  private final Parallel parallel;
  private Row row = Rows::softmax;
  private MemorySegment x = MemorySegment.NULL;
  private MemorySegment y = MemorySegment.NULL;
  private Kernels kernels = Machine.KERNELS;
  // Whether x or y was not allocated off the heap, and rows are computed in copies.
  private boolean copied;
  private long elements;
  private int count;
  private int width;
  private int rowsPerTask = 1;

  Rows(Parallel parallel) {
    this.parallel = parallel;
  }

  /**
   * Computes every row of {@code newY} from the same row of {@code newX}.
   *
   * @param newWidth elements of a row; the last one may be shorter
   */
  void run(Row newRow, int newWidth, Tensor newX, Tensor newY) {
    row = newRow;
    row.begin();
    x = newX.data();
    y = newY.data();
    elements = newX.count();
    width = (int) Math.min(newWidth, elements);
    boolean own = Memory.allocated(x, y) && row.isAllocated();
    copied = !own && row.takesCopies() && width <= LONGEST_COPY;
    kernels = own || copied ? Machine.KERNELS : Machine.FOR_ANY_MEMORY;
    count = width == 0 ? 0 : Math.toIntExact(Math.ceilDiv(elements, width));
    rowsPerTask = Math.max(1, PIECE / Math.max(1, width));
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
      long at = (long) r * width;
      int n = (int) Math.min(width, elements - at);
      if (copied) {
        computeCopy(at, n, scratch);
      } else {
        row.compute(kernels, x, y, at, n, scratch);
      }
    }
  }

  private void computeCopy(long at, int n, MemorySegment scratch) {
    long bytes = (long) n * Float.BYTES;
    MemorySegment from = scratch.asSlice(RowKernels.PARTIALS * (long) Float.BYTES, bytes);
    MemorySegment to = scratch.asSlice(RowKernels.PARTIALS * (long) Float.BYTES + bytes, bytes);
    Memory.copy(x, at, from, 0, n);
    row.compute(Machine.KERNELS, from, to, 0, n, scratch);
    Memory.copy(to, 0, y, at, n);
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
}
