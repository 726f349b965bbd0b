package io.blick.core.attention;

import io.blick.core.cache.KvLayer;
import io.blick.core.kernel.ElementKernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.ProductKernels;
import java.lang.foreign.MemorySegment;

/**
 * The orientation for queries that are too few to fill the lanes, in most cases one. For scores,
 * keys are in the lanes, transposed in registers as they are read; for outputs, elements of the
 * values. All heads take sixteen keys, then the next sixteen, so that memory is read in the order
 * in which it is stored. Queries and outputs are (count, D) and (count, Dv).
 */
final class FewQueries implements Orientation {
  private static final ProductKernels PRODUCTS = Machine.KERNELS.products();
  private static final ElementKernels ELEMENTS = Machine.KERNELS.elements();

  private static final int KEYS = QueryBlock.KEYS;

  /** Keys that all heads take before any head takes the next ones. */
  private static final int STEP = ProductKernels.GRAIN;

  /** Elements from row to row of transposed keys: the distance for which products are fastest. */
  private static final int TRANSPOSED_STRIDE = ProductKernels.PANEL;

  /** Most queries of a head that are multiplied one after the other. */
  private static final int SINGLE = 2;

  /** Rows of scores, a piece of the transposed keys, and scores of a later part of a chain. */
  static final int SPARE_FLOATS = QueryLanes.MAX * KEYS
      + QueryBlock.SCORE_CHAIN * TRANSPOSED_STRIDE
      + QueryBlock.MANY_QUERIES * STEP;

  private final QueryBlock block;

  FewQueries(QueryBlock block) {
    this.block = block;
  }

  private int count() {
    return block.lanes().count();
  }

  private long rowAt(int i) {
    return block.layout().spareAt() + (long) i * KEYS;
  }

  private long queryAt(int i) {
    return block.layout().queriesAt() + (long) i * block.job().dim;
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
      Memory.copy(block.job().q, from, block.scratch(), queryAt(i), dim);
    }
    // Nobody reads the empty lanes, but large numbers in them would force the slow softmax.
    ELEMENTS.fill(block.scratch(), rowAt(count()), (block.width() - count()) * KEYS, 0);
  }

  @Override
  public void score(KeyValues from, int s, int keys) {
    switch (from) {
      case KeyValues.Cached cached -> scoreSideBySide(cached, s, keys);
      case KeyValues.Stored stored -> scoreRows(stored, s, keys);
      case KeyValues.Packed _ ->
        throw new IllegalStateException("attention: few queries read keys where they are stored");
    }
    PRODUCTS.transpose(
        block.scratch(),
        rowAt(0),
        KEYS,
        block.scratch(),
        block.layout().scoresAt(),
        block.width(),
        block.width(),
        keys);
  }

  private void scoreRows(KeyValues.Stored from, int s, int keys) {
    int perHead = block.lanes().perHead();
    for (int j = 0; j < keys; j += STEP) {
      int step = Math.min(STEP, keys - j);
      for (int n = 0; n < block.lanes().heads(); n++) {
        long at = from.keyAt(s + j) + n * from.keyHeadStride();
        if (perHead <= SINGLE) {
          scoreOneByOne(from.keys(s), at, from.keyStride(), n * perHead, j, step);
        } else {
          scoreTransposed(from.keys(s), at, from.keyStride(), n * perHead, j, step);
        }
      }
    }
  }

  /** Keys side by side are the right matrix of a product as they are, 64 at a time. */
  private void scoreSideBySide(KeyValues.Cached from, int s, int keys) {
    int perHead = block.lanes().perHead();
    int step;
    for (int j = 0; j < keys; j += step) {
      step = Math.min(KvLayer.PANEL - (s + j) % KvLayer.PANEL, keys - j);
      for (int n = 0; n < block.lanes().heads(); n++) {
        long at = from.keyAt(s + j) + n * from.keyHeadStride();
        scorePanel(from.keys(s), at, n * perHead, j, step);
      }
    }
  }

  /** Computes scores of some of 64 keys; those of whole vectors are written, and overwritten. */
  private void scorePanel(MemorySegment keys, long at, int lane, int j, int step) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().dim;
    int perHead = block.lanes().perHead();
    int columns = Math.ceilDiv(step, STEP) * STEP;
    long partAt = rowAt(QueryLanes.MAX);
    for (int d = 0; d < dim; d += QueryBlock.SCORE_CHAIN) {
      PRODUCTS.product(
          scratch,
          queryAt(lane) + d,
          dim,
          keys,
          at + (long) d * KvLayer.PANEL,
          KvLayer.PANEL,
          scratch,
          d == 0 ? rowAt(lane) + j : partAt,
          d == 0 ? KEYS : KvLayer.PANEL,
          perHead,
          columns,
          Math.min(QueryBlock.SCORE_CHAIN, dim - d));
      for (int i = 0; i < perHead && d > 0; i++) {
        long sumAt = rowAt(lane + i) + j;
        long part = partAt + (long) i * KvLayer.PANEL;
        ELEMENTS.add(scratch, sumAt, scratch, part, scratch, sumAt, step);
      }
    }
  }

  /** One query after the other: for the second one, the keys are in L1. */
  private void scoreOneByOne(MemorySegment keys, long at, long stride, int lane, int j, int step) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().dim;
    for (int i = lane; i < lane + block.lanes().perHead(); i++) {
      PRODUCTS.matrixVector(
          keys,
          at,
          stride,
          scratch,
          queryAt(i),
          scratch,
          rowAt(i) + j,
          step,
          dim,
          QueryBlock.SCORE_CHAIN);
    }
  }

  private void scoreTransposed(
      MemorySegment keys, long at, long stride, int lane, int j, int step) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().dim;
    int perHead = block.lanes().perHead();
    long transposedAt = rowAt(QueryLanes.MAX);
    long partAt = transposedAt + (long) QueryBlock.SCORE_CHAIN * TRANSPOSED_STRIDE;
    for (int d = 0; d < dim; d += QueryBlock.SCORE_CHAIN) {
      int depth = Math.min(QueryBlock.SCORE_CHAIN, dim - d);
      PRODUCTS.transpose(
          keys, at + d, stride, scratch, transposedAt, TRANSPOSED_STRIDE, step, depth);
      PRODUCTS.product(
          scratch,
          queryAt(lane) + d,
          dim,
          scratch,
          transposedAt,
          TRANSPOSED_STRIDE,
          scratch,
          d == 0 ? rowAt(lane) + j : partAt,
          d == 0 ? KEYS : STEP,
          perHead,
          STEP,
          depth);
      for (int i = 0; i < perHead && d > 0; i++) {
        long sumAt = rowAt(lane + i) + j;
        ELEMENTS.add(scratch, sumAt, scratch, partAt + (long) i * STEP, scratch, sumAt, STEP);
      }
    }
  }

  @Override
  public boolean packs() {
    return false;
  }

  @Override
  public int valueRows(int keys) {
    return keys;
  }

  @Override
  public int valueColumns(int keys) {
    return block.job().valueDim;
  }

  @Override
  public long valueAt(int j, int d, long stride) {
    return j * stride + d;
  }

  @Override
  public void addValues(
      MemorySegment values,
      long at,
      long stride,
      int head,
      int heads,
      int s,
      int keys,
      boolean first) {
    int lane = head * block.lanes().perHead();
    int end = (head + heads) * block.lanes().perHead();
    long outputAt = block.layout().outputAt();
    long productAt = block.layout().productAt();
    int to;
    for (int from = 0; from < keys; from = to) {
      to = block.endOfSum(from, s, keys);
      boolean begins = first && from == 0;
      product(values, at, stride, lane, end, from, to, begins ? outputAt : productAt);
      if (from > 0) {
        add(productAt, outputAt, lane, end);
      } else if (!first) {
        rescale(productAt, outputAt, block.layout().stateAt(), lane, end);
      }
    }
  }

  /** Computes weights · values over some of the block's keys. */
  private void product(
      MemorySegment values,
      long at,
      long stride,
      int lane,
      int end,
      int from,
      int to,
      long productAt) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().valueDim;
    int perHead = block.lanes().perHead();
    ELEMENTS.fill(scratch, productAt + (long) lane * dim, (end - lane) * dim, 0);
    for (int j = from; j < to; j += STEP) {
      for (int i = lane; i < end; i += perHead) {
        PRODUCTS.weightedSum(
            scratch,
            block.layout().weightsAt() + (long) j * block.width() + i,
            block.width(),
            values,
            at + j * stride + (long) (i - lane) / perHead * dim,
            stride,
            scratch,
            productAt + (long) i * dim,
            dim,
            perHead,
            Math.min(STEP, to - j),
            dim);
      }
    }
  }

  private void add(long xAt, long yAt, int lane, int end) {
    int dim = block.job().valueDim;
    long at = (long) lane * dim;
    MemorySegment scratch = block.scratch();
    ELEMENTS.add(scratch, yAt + at, scratch, xAt + at, scratch, yAt + at, (end - lane) * dim);
  }

  @Override
  public long outputAt(int i, int d) {
    return block.layout().outputAt() + (long) i * block.job().valueDim + d;
  }

  /** y = y · factor + x, one query at a time. */
  private void rescale(long xAt, long yAt, long stateAt, int lane, int end) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().valueDim;
    for (int i = lane; i < end; i++) {
      float factor = Memory.get(scratch, stateAt + 2L * block.width() + i);
      long at = (long) i * dim;
      ELEMENTS.multiplyAdd(scratch, yAt + at, factor, scratch, xAt + at, scratch, yAt + at, dim);
    }
  }

  @Override
  public void merge() {
    MemorySegment scratch = block.scratch();
    int dim = block.job().valueDim;
    for (int i = 0; i < count(); i++) {
      float factor = Memory.get(scratch, block.layout().stateAt() + 2L * block.width() + i);
      long at = block.layout().outputAt() + (long) i * dim;
      ELEMENTS.multiply(scratch, at, factor, scratch, at, dim);
    }
    rescale(
        block.layout().outputAt(),
        block.layout().mergedOutputAt(),
        block.layout().mergedStateAt(),
        0,
        count());
  }

  @Override
  public void finish(long outputAt, long stateAt) {
    MemorySegment scratch = block.scratch();
    int dim = block.job().valueDim;
    for (int i = 0; i < count(); i++) {
      float sum = Memory.get(scratch, stateAt + block.width() + i);
      long to = block.lanes().queryRow(i) * dim;
      ELEMENTS.divide(scratch, outputAt + (long) i * dim, sum, block.job().output, to, dim);
    }
  }
}
