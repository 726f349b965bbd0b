package io.blick.core.attention;

import io.blick.core.kernel.ElementKernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.ProductKernels;
import io.blick.core.kernel.SoftmaxKernels;
import java.lang.foreign.MemorySegment;

/**
 * The orientation for many queries, which are in the lanes: queries and outputs are transposed, (D,
 * width) and (Dv, width). Keys (keys, D) and values, transposed too (Dv, keys), are read one number
 * at a time, and each is broadcast.
 */
final class ManyQueries implements Orientation {
  private static final ProductKernels PRODUCTS = Machine.KERNELS.products();
  private static final ElementKernels ELEMENTS = Machine.KERNELS.elements();
  private static final SoftmaxKernels SOFTMAX = Machine.KERNELS.softmax();

  /** Rows of the output that are computed and then added while they are in L1. */
  private static final int OUTPUT_ROWS = 24;

  /**
   * Rows of a tile of scores as wide as a strip, two vectors: 8 rows are 16 sums. Four rows more
   * would fit too, but not the pointers to their keys: twelve are more than there are registers for
   * (docs/kernels.md).
   */
  private static final int TILE = 8;

  /** The later parts of dot products over more than 64 dimensions. */
  static final int SPARE_FLOATS = QueryBlock.KEYS * QueryLanes.MAX;

  private final QueryBlock block;
  private MemorySegment values = MemorySegment.NULL;
  private long valuesAt;
  private long valueStride;

  ManyQueries(QueryBlock block) {
    this.block = block;
  }

  @Override
  public long queryFloats() {
    return (long) block.job().dim * block.width();
  }

  @Override
  public void takeQueries() {
    long at = block.layout().queriesAt();
    if (block.lanes().count() < block.width()) {
      // Nobody reads the empty lanes, but large numbers in them would force the slow softmax.
      ELEMENTS.fill(block.scratch(), at, block.job().dim * block.width(), 0);
    }
    transpose(block.job().q, at, block.job().dim, true);
  }

  /**
   * Keys at which every strip has a query that may look are computed for all strips together, the
   * other keys for each strip separately.
   */
  @Override
  public void score(KeyValues from, int s, int keys) {
    QueryLanes lanes = block.lanes();
    // Whole tiles are faster; scores that are computed in excess are hidden afterwards.
    int first = down(lanes.firstRowOfAllStrips(s, keys));
    int end = Math.max(first, up(lanes.endRowOfAllStrips(s, keys), keys));
    score(from, s, first, end, 0, block.width());
    for (int c = 0; c < block.width(); c += QueryLanes.STRIP) {
      int columns = Math.min(QueryLanes.STRIP, block.width() - c);
      int ownFirst = down(lanes.firstRowOfStrip(c / QueryLanes.STRIP, s, keys));
      int ownEnd = up(lanes.endRowOfStrip(c / QueryLanes.STRIP, s, keys), keys);
      score(from, s, ownFirst, Math.min(first, ownEnd), c, columns);
      score(from, s, Math.max(end, ownFirst), ownEnd, c, columns);
    }
  }

  private static int down(int row) {
    return row / TILE * TILE;
  }

  private static int up(int row, int keys) {
    return Math.min(keys, down(row + TILE - 1));
  }

  /** Computes some rows and columns of the scores. */
  private void score(KeyValues from, int s, int row, int end, int c, int columns) {
    if (end <= row) {
      return;
    }
    AttentionJob job = block.job();
    MemorySegment scratch = block.scratch();
    int width = block.width();
    int rows = end - row;
    long at = (long) row * width + c;
    for (int d = 0; d < job.dim; d += QueryBlock.SCORE_CHAIN) {
      int depth = Math.min(QueryBlock.SCORE_CHAIN, job.dim - d);
      long to = (d == 0 ? block.layout().scoresAt() : block.layout().spareAt()) + at;
      PRODUCTS.product(
          from.keys(s),
          from.keyAt(s + row) + d,
          from.keyStride(),
          scratch,
          block.layout().queriesAt() + (long) d * width + c,
          width,
          scratch,
          to,
          width,
          rows,
          columns,
          depth);
      if (d > 0) {
        addPart(row, rows, c, columns);
      }
    }
  }

  private void addPart(int row, int rows, int c, int columns) {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    long at = (long) row * width + c;
    long sum = block.layout().scoresAt() + at;
    long part = block.layout().spareAt() + at;
    int step = columns == width ? rows * width : columns;
    for (int done = 0; done < rows * columns; done += step) {
      ELEMENTS.add(scratch, sum, scratch, part, scratch, sum, step);
      sum += width;
      part += width;
    }
  }

  @Override
  public boolean packs() {
    return true;
  }

  @Override
  public int valueRows(int keys) {
    return block.job().valueDim;
  }

  @Override
  public int valueColumns(int keys) {
    return keys;
  }

  @Override
  public long valueAt(int j, int d, long stride) {
    return d * stride + j;
  }

  @Override
  public void addValues(
      MemorySegment from,
      long at,
      long stride,
      int head,
      int heads,
      int s,
      int keys,
      boolean first) {
    values = from;
    valuesAt = at;
    valueStride = stride;
    int dim = block.job().valueDim;
    for (int d = 0; d < dim; d += OUTPUT_ROWS) {
      int rows = Math.min(OUTPUT_ROWS, dim - d);
      long outputAt = outputAt(0, d);
      int end;
      for (int begin = 0; begin < keys; begin = end) {
        end = block.endOfSum(begin, s, keys);
        boolean begins = first && begin == 0;
        product(s, keys, begin, end, d, begins ? outputAt : block.layout().productAt());
        if (begin > 0) {
          add(outputAt, rows);
        } else if (!first) {
          rescale(outputAt, rows);
        }
      }
    }
  }

  /**
   * Computes some rows of weights · values, from row d on, over keys from one to another. Weights
   * of hidden keys are 0, so strips are computed separately only where one of them sees none of the
   * keys.
   */
  private void product(int s, int keys, int from, int to, int d, long productAt) {
    int width = block.width();
    QueryLanes lanes = block.lanes();
    boolean apart = lanes.firstRowOfAllStrips(s + from, to - from)
        >= lanes.endRowOfAllStrips(s + from, to - from);
    int strip = apart ? QueryLanes.STRIP : width;
    for (int c = 0; c < width; c += strip) {
      int first = apart ? lanes.firstRowOfStrip(c / QueryLanes.STRIP, s, keys) : lanes.first() - s;
      int end = apart ? lanes.endRowOfStrip(c / QueryLanes.STRIP, s, keys) : lanes.end() - s;
      int row = Math.clamp(first, from, to);
      PRODUCTS.product(
          values,
          valuesAt + d * valueStride + row,
          valueStride,
          block.scratch(),
          block.layout().weightsAt() + (long) row * width + c,
          width,
          block.scratch(),
          productAt + c,
          width,
          Math.min(OUTPUT_ROWS, block.job().valueDim - d),
          Math.min(strip, width - c),
          Math.max(0, Math.min(end, to) - row));
    }
  }

  private void rescale(long outputAt, int rows) {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    long factorAt = block.layout().stateAt() + 2L * width;
    long productAt = block.layout().productAt();
    SOFTMAX.rescale(scratch, productAt, scratch, factorAt, scratch, outputAt, rows, width);
  }

  private void add(long outputAt, int rows) {
    MemorySegment scratch = block.scratch();
    long productAt = block.layout().productAt();
    ELEMENTS.add(scratch, outputAt, scratch, productAt, scratch, outputAt, rows * block.width());
  }

  @Override
  public long outputAt(int i, int d) {
    return block.layout().outputAt() + (long) d * block.width() + i;
  }

  @Override
  public void merge() {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    int dim = block.job().valueDim;
    long at = block.layout().outputAt();
    long factorAt = block.layout().stateAt() + 2L * width;
    long mergedFactorAt = block.layout().mergedStateAt() + 2L * width;
    SOFTMAX.multiplyRows(scratch, factorAt, scratch, at, dim, width);
    long mergedAt = block.layout().mergedOutputAt();
    SOFTMAX.rescale(scratch, at, scratch, mergedFactorAt, scratch, mergedAt, dim, width);
  }

  @Override
  public void finish(long outputAt, long stateAt) {
    int dim = block.job().valueDim;
    MemorySegment scratch = block.scratch();
    SOFTMAX.divideRows(scratch, stateAt + block.width(), scratch, outputAt, dim, block.width());
    transpose(block.job().output, outputAt, dim, false);
  }

  /** Transposes the rows of the queries into the scratch memory, or back from it. */
  private void transpose(MemorySegment rows, long at, int columns, boolean into) {
    int width = block.width();
    MemorySegment scratch = block.scratch();
    int run;
    QueryLanes lanes = block.lanes();
    for (int i = 0; i < lanes.count(); i += run) {
      run = lanes.run(i);
      long stride = lanes.runStride() * columns;
      long from = lanes.queryRow(i) * columns;
      if (into) {
        PRODUCTS.transpose(rows, from, stride, scratch, at + i, width, run, columns);
      } else {
        PRODUCTS.transpose(scratch, at + i, width, rows, from, stride, columns, run);
      }
    }
  }
}
