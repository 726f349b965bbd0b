package io.blick.core.attention;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import java.lang.foreign.MemorySegment;

/**
 * For queries too few to fill lanes, one above all: keys stand in the lanes, transposed piece by
 * piece on their way from memory, and then the elements of the values. Queries and outputs are
 * (count, D) and (count, Dv).
 */
final class FewQueries implements Orientation {
  private static final int KEYS = QueryBlock.KEYS;

  private final Kernels kernels = Machine.KERNELS;
  private final QueryBlock block;
  private long queriesAt;

  FewQueries(QueryBlock block) {
    this.block = block;
  }

  private long turnedAt() {
    return queriesAt + (long) block.count() * block.job().dim;
  }

  private long rowsAt() {
    return turnedAt() + (long) Kernels.CHAIN * KEYS;
  }

  @Override
  public long floats() {
    long queries = (long) block.count() * block.job().dim;
    return queries + (long) Kernels.CHAIN * KEYS + 2L * block.count() * KEYS;
  }

  @Override
  public void takeQueries(long at) {
    queriesAt = at;
    int dim = block.job().dim;
    for (int i = 0; i < block.count(); i++) {
      Memory.copy(
          block.job().q, block.queryRow(i) * dim, block.scratch(), at + (long) i * dim, dim);
    }
  }

  @Override
  public void score(int s, int keys) {
    AttentionJob job = block.job();
    MemorySegment scratch = block.scratch();
    int count = block.count();
    int width = (keys + Kernels.GRAIN - 1) / Kernels.GRAIN * Kernels.GRAIN;
    long stride = (long) job.keyHeads * job.dim;
    long kAt = block.keyRow(s) * job.dim;
    long sumAt = rowsAt();
    long secondAt = sumAt + (long) count * KEYS;
    for (int d = 0; d < job.dim; d += Kernels.CHAIN) {
      int depth = Math.min(Kernels.CHAIN, job.dim - d);
      kernels.transpose(job.k, kAt + d, stride, scratch, turnedAt(), KEYS, keys, depth);
      long to = d == 0 ? sumAt : secondAt;
      kernels.rows(
          scratch,
          queriesAt + d,
          job.dim,
          scratch,
          turnedAt(),
          KEYS,
          scratch,
          to,
          KEYS,
          count,
          width,
          depth);
      if (d > 0) {
        kernels.add(scratch, sumAt, scratch, secondAt, scratch, sumAt, count * KEYS);
      }
    }
    kernels.transpose(scratch, sumAt, KEYS, scratch, block.scoresAt(), block.width(), count, keys);
  }

  @Override
  public void weigh(int s, int keys, boolean first) {
    AttentionJob job = block.job();
    MemorySegment scratch = block.scratch();
    int count = block.count();
    int dim = job.valueDim;
    kernels.transpose(
        scratch, block.scoresAt(), block.width(), scratch, rowsAt(), KEYS, keys, count);
    long stride = (long) job.keyHeads * dim;
    long vAt = block.keyRow(s) * dim;
    long to = first ? block.outputAt() : block.productAt();
    kernels.rows(scratch, rowsAt(), KEYS, job.v, vAt, stride, scratch, to, dim, count, dim, keys);
    if (!first) {
      rescale(to, block.outputAt(), block.stateAt());
    }
  }

  /** y = y · factor + x, a query at a time. */
  private void rescale(long xAt, long yAt, long stateAt) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().valueDim;
    for (int i = 0; i < block.count(); i++) {
      float factor = Memory.get(scratch, stateAt + 2L * block.width() + i);
      long at = (long) i * dim;
      kernels.multiplyAdd(scratch, yAt + at, factor, scratch, xAt + at, scratch, yAt + at, dim);
    }
  }

  @Override
  public void merge() {
    MemorySegment scratch = block.scratch();
    int dim = block.job().valueDim;
    for (int i = 0; i < block.count(); i++) {
      float factor = Memory.get(scratch, block.stateAt() + 2L * block.width() + i);
      long at = block.outputAt() + (long) i * dim;
      kernels.multiply(scratch, at, factor, scratch, at, dim);
    }
    rescale(block.outputAt(), block.mergedAt(), block.mergedStateAt());
  }

  @Override
  public void finish(long outputAt, long stateAt) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().valueDim;
    for (int i = 0; i < block.count(); i++) {
      float sum = Memory.get(scratch, stateAt + block.width() + i);
      long to = block.queryRow(i) * dim;
      kernels.divide(scratch, outputAt + (long) i * dim, sum, block.job().output, to, dim);
    }
  }
}
