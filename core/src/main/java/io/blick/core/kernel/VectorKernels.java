package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.allocated;
import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.set;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The kernels in vectors: the same bits as {@link ScalarKernels} for 4, 8 and 16 lanes. */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;

  private static final ScalarKernels SCALAR = new ScalarKernels();

  VectorKernels() {}

  static VectorKernels preferred() {
    return new VectorKernels();
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void product(
      MemorySegment a,
      long aAt,
      long aStride,
      MemorySegment b,
      long bAt,
      long bStride,
      MemorySegment c,
      long cAt,
      long cStride,
      int rows,
      int columns,
      int depth) {
    Tiles.product(a, aAt, aStride, b, bAt, bStride, c, cAt, cStride, rows, columns, depth);
  }

  @Override
  public void matrixVector(
      MemorySegment w,
      long wAt,
      long wStride,
      MemorySegment x,
      long xAt,
      MemorySegment y,
      long yAt,
      int rows,
      int depth,
      int chain) {
    MatrixVector.product(w, wAt, wStride, x, xAt, y, yAt, rows, depth, chain);
  }

  @Override
  public void addWeightedSum(
      MemorySegment w,
      long wAt,
      long wStride,
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int count,
      int rows,
      int columns) {
    if (allocated(w, x, y)) {
      WeightedSums.add(w, wAt, wStride, x, xAt, xStride, y, yAt, yStride, count, rows, columns);
    } else {
      SCALAR.addWeightedSum(
          w, wAt, wStride, x, xAt, xStride, y, yAt, yStride, count, rows, columns);
    }
  }

  @Override
  public void transpose(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    Transposition.transpose(x, xAt, xStride, y, yAt, yStride, rows, columns);
  }

  @Override
  public void copyRows(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    if (allocated(x, y)) {
      VectorRows.copy(x, xAt, xStride, y, yAt, yStride, rows, columns);
    } else {
      SCALAR.copyRows(x, xAt, xStride, y, yAt, yStride, rows, columns);
    }
  }

  @Override
  public boolean finite(MemorySegment x, long at, long stride, int rows, int columns) {
    return allocated(x)
        ? VectorRows.finite(x, at, stride, rows, columns)
        : SCALAR.finite(x, at, stride, rows, columns);
  }

  @Override
  public void add(
      MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n) {
    if (allocated(a, b, y)) {
      VectorElements.add(a, aAt, b, bAt, y, yAt, n);
    } else {
      SCALAR.add(a, aAt, b, bAt, y, yAt, n);
    }
  }

  @Override
  public void fill(MemorySegment y, long yAt, int n, float value) {
    FloatVector v = FloatVector.broadcast(SPECIES, value);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      v.intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    Memory.fill(y, yAt + i, n - i, value);
  }

  @Override
  public void multiply(MemorySegment x, long xAt, float factor, MemorySegment y, long yAt, int n) {
    if (allocated(x, y)) {
      VectorElements.multiply(x, xAt, factor, y, yAt, n);
    } else {
      SCALAR.multiply(x, xAt, factor, y, yAt, n);
    }
  }

  @Override
  public void multiplyAdd(
      MemorySegment a,
      long aAt,
      float factor,
      MemorySegment b,
      long bAt,
      MemorySegment y,
      long yAt,
      int n) {
    if (allocated(a, b, y)) {
      VectorElements.multiplyAdd(a, aAt, factor, b, bAt, y, yAt, n);
    } else {
      SCALAR.multiplyAdd(a, aAt, factor, b, bAt, y, yAt, n);
    }
  }

  @Override
  public void cap(MemorySegment x, long xAt, float bound, int n) {
    int whole = n - n % LANES;
    VectorTranscendental.cap(x, xAt, bound, whole);
    for (int i = whole; i < n; i++) {
      set(x, xAt + i, bound * Transcendental.tanh(get(x, xAt + i) / bound));
    }
  }

  @Override
  public void relu(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    if (allocated(x, y)) {
      VectorElements.relu(x, xAt, y, yAt, n);
    } else {
      SCALAR.relu(x, xAt, y, yAt, n);
    }
  }

  @Override
  public void silu(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    if (!allocated(x, y)) {
      SCALAR.silu(x, xAt, y, yAt, n);
      return;
    }
    int whole = n - n % LANES;
    VectorElements.multiply(x, xAt, -1, y, yAt, whole);
    VectorTranscendental.exp(y, yAt, 0, y, yAt, whole);
    VectorTranscendental.divideByGrowth(x, xAt, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      set(y, yAt + i, Transcendental.silu(get(x, xAt + i)));
    }
  }

  @Override
  public void geluErf(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    if (!allocated(x, y)) {
      SCALAR.geluErf(x, xAt, y, yAt, n);
      return;
    }
    int whole = n - n % LANES;
    VectorTranscendental.erfcLog(x, xAt, y, yAt, whole);
    VectorTranscendental.exp(y, yAt, 0, y, yAt, whole);
    VectorTranscendental.geluErf(x, xAt, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      set(y, yAt + i, Transcendental.geluErf(get(x, xAt + i)));
    }
  }

  @Override
  public void geluTanh(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    if (!allocated(x, y)) {
      SCALAR.geluTanh(x, xAt, y, yAt, n);
      return;
    }
    int whole = n - n % LANES;
    VectorTranscendental.geluExponent(x, xAt, y, yAt, whole);
    VectorTranscendental.exp(y, yAt, 0, y, yAt, whole);
    VectorTranscendental.divideByGrowth(x, xAt, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      set(y, yAt + i, Transcendental.geluTanh(get(x, xAt + i)));
    }
  }

  @Override
  public float max(MemorySegment x, long xAt, int n) {
    return allocated(x) ? VectorReductions.max(x, xAt, n) : SCALAR.max(x, xAt, n);
  }

  @Override
  public void exp(MemorySegment x, long xAt, float m, MemorySegment y, long yAt, int n) {
    if (!allocated(x, y)) {
      SCALAR.exp(x, xAt, m, y, yAt, n);
      return;
    }
    int whole = n - n % LANES;
    VectorTranscendental.exp(x, xAt, m, y, yAt, whole);
    for (int i = whole; i < n; i++) {
      set(y, yAt + i, Transcendental.exp(get(x, xAt + i) - m));
    }
  }

  @Override
  public void divide(MemorySegment x, long xAt, float divisor, MemorySegment y, long yAt, int n) {
    if (allocated(x, y)) {
      VectorElements.divide(x, xAt, divisor, y, yAt, n);
    } else {
      SCALAR.divide(x, xAt, divisor, y, yAt, n);
    }
  }

  @Override
  public float sum(MemorySegment x, long xAt, MemorySegment partials, int n) {
    if (!allocated(x, partials)) {
      return SCALAR.sum(x, xAt, partials, n);
    }
    VectorReductions.sum(x, xAt, partials, n);
    return fold(partials, 0);
  }

  @Override
  public float squares(MemorySegment x, long xAt, float centre, MemorySegment partials, int n) {
    if (!allocated(x, partials)) {
      return SCALAR.squares(x, xAt, centre, partials, n);
    }
    VectorReductions.squares(x, xAt, centre, partials, n);
    return fold(partials, 0);
  }

  @Override
  public void standardize(
      MemorySegment x, long xAt, float mean, float inverse, MemorySegment y, long yAt, int n) {
    if (allocated(x, y)) {
      VectorRows.standardize(x, xAt, mean, inverse, y, yAt, n);
    } else {
      SCALAR.standardize(x, xAt, mean, inverse, y, yAt, n);
    }
  }

  @Override
  public void affine(MemorySegment gain, MemorySegment bias, MemorySegment y, long yAt, int n) {
    if (allocated(gain, bias, y)) {
      VectorRows.affine(gain, bias, y, yAt, n);
    } else {
      SCALAR.affine(gain, bias, y, yAt, n);
    }
  }

  @Override
  public void softmaxBlock(
      MemorySegment scores,
      long scoresAt,
      long weightsAt,
      int first,
      int keys,
      int width,
      float scale,
      MemorySegment state,
      long stateAt) {
    VectorSoftmax.block(scores, scoresAt, weightsAt, first, keys, width, scale, state, stateAt);
  }

  @Override
  public void addTable(MemorySegment table, long tableAt, MemorySegment y, long yAt, int n) {
    VectorSoftmax.addTable(table, tableAt, y, yAt, n);
  }

  @Override
  public void hide(
      MemorySegment scores, long scoresAt, int keys, int width, MemorySegment range, long rangeAt) {
    VectorSoftmax.hide(scores, scoresAt, keys, width, range, rangeAt);
  }

  @Override
  public void addWithRow(
      MemorySegment a,
      long aAt,
      MemorySegment b,
      long bAt,
      long stride,
      MemorySegment row,
      long rowAt,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    if (allocated(a, b) && allocated(row, y)) {
      VectorRows.addWithRow(a, aAt, b, bAt, stride, row, rowAt, y, yAt, yStride, rows, columns);
    } else {
      SCALAR.addWithRow(a, aAt, b, bAt, stride, row, rowAt, y, yAt, yStride, rows, columns);
    }
  }

  @Override
  public void addRow(
      MemorySegment x,
      long xAt,
      long xStride,
      MemorySegment row,
      long rowAt,
      MemorySegment y,
      long yAt,
      long yStride,
      int rows,
      int columns) {
    if (allocated(x, row, y)) {
      VectorRows.addRow(x, xAt, xStride, row, rowAt, y, yAt, yStride, rows, columns);
    } else {
      SCALAR.addRow(x, xAt, xStride, row, rowAt, y, yAt, yStride, rows, columns);
    }
  }

  @Override
  public void rescale(
      MemorySegment x,
      long xAt,
      MemorySegment factor,
      long factorAt,
      MemorySegment y,
      long yAt,
      int rows,
      int width) {
    VectorRows.rescale(x, xAt, factor, factorAt, y, yAt, rows, width);
  }

  @Override
  public void divideRows(
      MemorySegment divisor, long divisorAt, MemorySegment y, long yAt, int rows, int width) {
    VectorRows.divideRows(divisor, divisorAt, y, yAt, rows, width);
  }

  @Override
  public void multiplyRows(
      MemorySegment factor, long factorAt, MemorySegment y, long yAt, int rows, int width) {
    VectorRows.multiplyRows(factor, factorAt, y, yAt, rows, width);
  }

  @Override
  public void logSumExp(
      MemorySegment state, long stateAt, float scale, MemorySegment y, long yAt, int width) {
    VectorTranscendental.logSumExp(state, stateAt, scale, y, yAt, width);
  }
}
