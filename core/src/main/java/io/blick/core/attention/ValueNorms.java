package io.blick.core.attention;

import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.RowKernels;
import io.blick.core.tensor.Parallel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The norm ‖v‖ of every value: the root of a row sum of squares (docs/numerics.md). */
final class ValueNorms {
  private static final int ROWS_OF_TASK = 256;

  private final AttentionJob job;
  private final Parallel parallel;
  private final Parallel.Job someRows = this::someRows;
  private MemorySegment norms = MemorySegment.NULL;
  private int rows;

  ValueNorms(AttentionJob job, Parallel parallel) {
    this.job = job;
    this.parallel = parallel;
  }

  void compute(int newRows) {
    rows = newRows;
    if (norms.byteSize() < (long) rows * Float.BYTES) {
      norms = Arena.ofAuto().allocate((long) rows * Float.BYTES, Float.BYTES);
    }
    parallel.run(someRows, (rows + ROWS_OF_TASK - 1) / ROWS_OF_TASK);
  }

  private void someRows(int task, int worker) {
    MemorySegment partials = parallel.scratch(worker, RowKernels.PARTIALS);
    RowKernels kernels = (job.foreign ? Machine.FOR_ANY_MEMORY : Machine.KERNELS).rows();
    int end = Math.min(rows, (task + 1) * ROWS_OF_TASK);
    for (int row = task * ROWS_OF_TASK; row < end; row++) {
      float squares = kernels.squares(job.v, (long) row * job.valueDim, 0, partials, job.valueDim);
      Memory.set(norms, row, (float) Math.sqrt(squares));
    }
  }

  /** Returns the norm of a row (B, S, Hkv) of values. */
  float get(long row) {
    return Memory.get(norms, row);
  }
}
