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

  /** Up to so many queries take the keys one query after the other. */
  private static final int SINGLE = 3;

  private final Kernels kernels = Machine.KERNELS;
  private final QueryBlock block;

  /** A piece of the turned keys, and rows of scores of the first part of a chain and the second. */
  static final int SPARE_FLOATS = (Kernels.CHAIN + 2 * QueryBlock.MANY) * KEYS;

  FewQueries(QueryBlock block) {
    this.block = block;
  }

  private int count() {
    return block.lanes().count();
  }

  private long rowsAt() {
    return block.layout().spareAt() + (long) Kernels.CHAIN * KEYS;
  }

  @Override
  public long queryFloats() {
    return (long) count() * block.job().dim;
  }

  @Override
  public void takeQueries() {
    int dim = block.job().dim;
    for (int i = 0; i < count(); i++) {
      long from = block.lanes().queryRow(i) * dim;
      long to = block.layout().queriesAt() + (long) i * dim;
      Memory.copy(block.job().q, from, block.scratch(), to, dim);
    }
  }

  @Override
  public void score(KeyValues from, int s, int keys) {
    if (count() <= SINGLE) {
      scoreOneByOne(from, s, keys);
    } else {
      scoreTurned(from, s, keys);
    }
    long scoresAt = block.layout().scoresAt();
    MemorySegment scratch = block.scratch();
    kernels.transpose(scratch, rowsAt(), KEYS, scratch, scoresAt, block.width(), count(), keys);
  }

  /**
   * Keys on their way from memory are transposed in registers; for the next query they are near.
   */
  private void scoreOneByOne(KeyValues from, int s, int keys) {
    int dim = block.job().dim;
    for (int i = 0; i < count(); i++) {
      kernels.dots(
          from.keys(),
          from.keyAt(s),
          from.keyStride(),
          block.scratch(),
          block.layout().queriesAt() + (long) i * dim,
          block.scratch(),
          rowsAt() + (long) i * KEYS,
          keys,
          dim);
    }
  }

  private void scoreTurned(KeyValues from, int s, int keys) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().dim;
    int width = (keys + Kernels.GRAIN - 1) / Kernels.GRAIN * Kernels.GRAIN;
    long turnedAt = block.layout().spareAt();
    long sumAt = rowsAt();
    long secondAt = sumAt + (long) count() * KEYS;
    for (int d = 0; d < dim; d += Kernels.CHAIN) {
      int depth = Math.min(Kernels.CHAIN, dim - d);
      kernels.transpose(
          from.keys(), from.keyAt(s) + d, from.keyStride(), scratch, turnedAt, KEYS, keys, depth);
      kernels.rows(
          scratch,
          block.layout().queriesAt() + d,
          dim,
          scratch,
          turnedAt,
          KEYS,
          scratch,
          d == 0 ? sumAt : secondAt,
          KEYS,
          count(),
          width,
          depth);
      if (d > 0) {
        kernels.add(scratch, sumAt, scratch, secondAt, scratch, sumAt, count() * KEYS);
      }
    }
  }

  @Override
  public void weigh(MemorySegment values, long at, long stride, int s, int keys, boolean first) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().valueDim;
    long scoresAt = block.layout().scoresAt();
    kernels.transpose(scratch, scoresAt, block.width(), scratch, rowsAt(), KEYS, keys, count());
    long outputAt = block.layout().outputAt();
    long to = first ? outputAt : block.layout().productAt();
    kernels.rows(scratch, rowsAt(), KEYS, values, at, stride, scratch, to, dim, count(), dim, keys);
    if (!first) {
      rescale(to, outputAt, block.layout().stateAt());
    }
  }

  @Override
  public long outputAt(int i, int d) {
    return block.layout().outputAt() + (long) i * block.job().valueDim + d;
  }

  /** y = y · factor + x, a query at a time. */
  private void rescale(long xAt, long yAt, long stateAt) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().valueDim;
    for (int i = 0; i < count(); i++) {
      float factor = Memory.get(scratch, stateAt + 2L * block.width() + i);
      long at = (long) i * dim;
      kernels.multiplyAdd(scratch, yAt + at, factor, scratch, xAt + at, scratch, yAt + at, dim);
    }
  }

  @Override
  public void merge() {
    MemorySegment scratch = block.scratch();
    int dim = block.job().valueDim;
    for (int i = 0; i < count(); i++) {
      float factor = Memory.get(scratch, block.layout().stateAt() + 2L * block.width() + i);
      long at = block.layout().outputAt() + (long) i * dim;
      kernels.multiply(scratch, at, factor, scratch, at, dim);
    }
    rescale(
        block.layout().outputAt(),
        block.layout().mergedOutputAt(),
        block.layout().mergedStateAt());
  }

  @Override
  public void finish(long outputAt, long stateAt) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().valueDim;
    for (int i = 0; i < count(); i++) {
      float sum = Memory.get(scratch, stateAt + block.width() + i);
      long to = block.lanes().queryRow(i) * dim;
      kernels.divide(scratch, outputAt + (long) i * dim, sum, block.job().output, to, dim);
    }
  }
}
