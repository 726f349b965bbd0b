package io.blick.core.attention;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import java.lang.foreign.MemorySegment;

/**
 * Queries stand in the lanes: queries and outputs are transposed, (D, width) and (Dv, width), and
 * keys and values are read where they are, number by number.
 */
final class ManyQueries implements Orientation {
  /** Rows of the output that are computed and, while they are near, added. */
  private static final int ROWS = 24;

  private final Kernels kernels = Machine.KERNELS;
  private final QueryBlock block;
  private long queriesAt;

  ManyQueries(QueryBlock block) {
    this.block = block;
  }

  @Override
  public long floats() {
    AttentionJob job = block.job();
    long second = job.dim > Kernels.CHAIN ? QueryBlock.KEYS : 0;
    return (job.dim + second) * block.width();
  }

  @Override
  public void takeQueries(long at) {
    queriesAt = at;
    turn(block.job().q, at, block.job().dim, true);
  }

  @Override
  public void score(int s, int keys) {
    AttentionJob job = block.job();
    MemorySegment scratch = block.scratch();
    int width = block.width();
    long stride = (long) job.keyHeads * job.dim;
    long kAt = block.keyRow(s) * job.dim;
    long secondAt = queriesAt + (long) job.dim * width;
    for (int d = 0; d < job.dim; d += Kernels.CHAIN) {
      int depth = Math.min(Kernels.CHAIN, job.dim - d);
      long to = d == 0 ? block.scoresAt() : secondAt;
      long qAt = queriesAt + (long) d * width;
      kernels.rows(
          job.k, kAt + d, stride, scratch, qAt, width, scratch, to, width, keys, width, depth);
      if (d > 0) {
        long sumAt = block.scoresAt();
        kernels.add(scratch, sumAt, scratch, secondAt, scratch, sumAt, keys * width);
      }
    }
  }

  @Override
  public void weigh(int s, int keys, boolean first) {
    AttentionJob job = block.job();
    MemorySegment scratch = block.scratch();
    int width = block.width();
    int dim = job.valueDim;
    long stride = (long) job.keyHeads * dim;
    long factorAt = block.stateAt() + 2L * width;
    for (int d = 0; d < dim; d += ROWS) {
      int rows = Math.min(ROWS, dim - d);
      long vAt = block.keyRow(s) * dim + d;
      long outputAt = block.outputAt() + (long) d * width;
      long to = first ? outputAt : block.productAt();
      kernels.columns(
          job.v,
          vAt,
          stride,
          scratch,
          block.scoresAt(),
          width,
          scratch,
          to,
          width,
          rows,
          width,
          keys);
      if (!first) {
        kernels.rescale(scratch, to, scratch, factorAt, scratch, outputAt, rows, width);
      }
    }
  }

  @Override
  public void merge() {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    int dim = block.job().valueDim;
    long factorAt = block.stateAt() + 2L * width;
    long mergedFactorAt = block.mergedStateAt() + 2L * width;
    kernels.multiplyRows(scratch, factorAt, scratch, block.outputAt(), dim, width);
    kernels.rescale(
        scratch, block.outputAt(), scratch, mergedFactorAt, scratch, block.mergedAt(), dim, width);
  }

  @Override
  public void finish(long outputAt, long stateAt) {
    int dim = block.job().valueDim;
    MemorySegment scratch = block.scratch();
    kernels.divideRows(scratch, stateAt + block.width(), scratch, outputAt, dim, block.width());
    turn(block.job().output, outputAt, dim, false);
  }

  /** Transposes the rows of these queries into the scratch, or back out of it. */
  private void turn(MemorySegment rows, long at, int columns, boolean into) {
    int width = block.width();
    MemorySegment scratch = block.scratch();
    int run;
    for (int i = 0; i < block.count(); i += run) {
      run = block.run(i);
      long stride = block.runStride() * columns;
      long from = block.queryRow(i) * columns;
      if (into) {
        kernels.transpose(rows, from, stride, scratch, at + i, width, run, columns);
      } else {
        kernels.transpose(scratch, at + i, width, rows, from, stride, columns, run);
      }
    }
  }
}
