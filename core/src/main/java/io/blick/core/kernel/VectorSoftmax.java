package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.requireAllocated;
import static io.blick.core.kernel.Memory.set;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The online softmax in vectors: the same bits as {@link ScalarSoftmax}. */
final class VectorSoftmax implements SoftmaxKernels {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;

  private static final ScalarSoftmax SCALAR = new ScalarSoftmax();

  @Override
  public void cap(MemorySegment x, long xAt, float bound, int n) {
    requireAllocated(x);
    int whole = n - n % LANES;
    VectorTranscendental.cap(x, xAt, bound, whole);
    for (int i = whole; i < n; i++) {
      set(x, xAt + i, bound * Transcendental.tanh(get(x, xAt + i) / bound));
    }
  }

  @Override
  public void addTable(MemorySegment table, long tableAt, MemorySegment y, long yAt, int n) {
    requireAllocated(table);
    requireAllocated(y);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector added = fromMemorySegment(SPECIES, table, BYTES * (tableAt + i), LITTLE_ENDIAN);
      fromMemorySegment(SPECIES, y, BYTES * (yAt + i), LITTLE_ENDIAN)
          .add(added)
          .blend(added, added.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    SCALAR.addTable(table, tableAt + i, y, yAt + i, n - i);
  }

  @Override
  public void hide(
      MemorySegment scores, long scoresAt, int keys, int width, MemorySegment range, long rangeAt) {
    requireAllocated(scores);
    requireAllocated(range);
    for (int c = 0; c < width; c += LANES) {
      FloatVector first = fromMemorySegment(SPECIES, range, BYTES * (rangeAt + c), LITTLE_ENDIAN);
      long endAt = BYTES * (rangeAt + width + c);
      FloatVector end = fromMemorySegment(SPECIES, range, endAt, LITTLE_ENDIAN);
      for (int j = 0; j < keys; j++) {
        long at = BYTES * (scoresAt + (long) j * width + c);
        VectorMask<Float> hidden =
            first.compare(VectorOperators.GT, j).or(end.compare(VectorOperators.LE, j));
        fromMemorySegment(SPECIES, scores, at, LITTLE_ENDIAN)
            .blend(Float.NEGATIVE_INFINITY, hidden)
            .intoMemorySegment(scores, at, LITTLE_ENDIAN);
      }
    }
  }

  @Override
  public void block(
      MemorySegment scores,
      long scoresAt,
      long weightsAt,
      int first,
      int keys,
      int width,
      float scale,
      MemorySegment state,
      long stateAt) {
    maxima(scores, scoresAt, keys, width, state, stateAt + 2L * width);
    raise(state, stateAt, width);
    if (isHuge(state, stateAt, width, scale)) {
      // Too rare for a vector loop: the state is restored, and scalar code computes the block.
      Memory.copy(state, stateAt + 2L * width, state, stateAt, width);
      SCALAR.block(scores, scoresAt, weightsAt, first, keys, width, scale, state, stateAt);
      return;
    }
    Exponentials.factors(state, stateAt, width, scale);
    Exponentials.weights(scores, scoresAt, weightsAt, first, keys, width, scale, state, stateAt);
  }

  /**
   * Computes the largest score of each query; four vectors at a time, since they do not wait for
   * each other.
   */
  private static void maxima(
      MemorySegment scores,
      long scoresAt,
      int keys,
      int width,
      MemorySegment largest,
      long largestAt) {
    requireAllocated(scores);
    requireAllocated(largest);
    int c = 0;
    for (; c + 4 * LANES <= width; c += 4 * LANES) {
      FloatVector l0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
      FloatVector l1 = l0;
      FloatVector l2 = l0;
      FloatVector l3 = l0;
      for (int j = 0; j < keys; j++) {
        long at = BYTES * (scoresAt + (long) j * width + c);
        FloatVector s0 = fromMemorySegment(SPECIES, scores, at, LITTLE_ENDIAN);
        FloatVector s1 = fromMemorySegment(SPECIES, scores, at + BYTES * LANES, LITTLE_ENDIAN);
        FloatVector s2 = fromMemorySegment(SPECIES, scores, at + 2 * BYTES * LANES, LITTLE_ENDIAN);
        FloatVector s3 = fromMemorySegment(SPECIES, scores, at + 3 * BYTES * LANES, LITTLE_ENDIAN);
        l0 = l0.blend(s0, s0.compare(VectorOperators.GT, l0));
        l1 = l1.blend(s1, s1.compare(VectorOperators.GT, l1));
        l2 = l2.blend(s2, s2.compare(VectorOperators.GT, l2));
        l3 = l3.blend(s3, s3.compare(VectorOperators.GT, l3));
      }
      long to = BYTES * (largestAt + c);
      l0.intoMemorySegment(largest, to, LITTLE_ENDIAN);
      l1.intoMemorySegment(largest, to + BYTES * LANES, LITTLE_ENDIAN);
      l2.intoMemorySegment(largest, to + 2 * BYTES * LANES, LITTLE_ENDIAN);
      l3.intoMemorySegment(largest, to + 3 * BYTES * LANES, LITTLE_ENDIAN);
    }
    for (; c < width; c += LANES) {
      FloatVector l0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
      for (int j = 0; j < keys; j++) {
        long at = BYTES * (scoresAt + (long) j * width + c);
        FloatVector s0 = fromMemorySegment(SPECIES, scores, at, LITTLE_ENDIAN);
        l0 = l0.blend(s0, s0.compare(VectorOperators.GT, l0));
      }
      l0.intoMemorySegment(largest, BYTES * (largestAt + c), LITTLE_ENDIAN);
    }
  }

  /**
   * Raises m by the block's largest scores, and puts the m of before where these were, at the
   * factors.
   */
  private static void raise(MemorySegment state, long stateAt, int width) {
    requireAllocated(state);
    for (int c = 0; c < width; c += LANES) {
      long maxAt = BYTES * (stateAt + c);
      long factorAt = BYTES * (stateAt + 2L * width + c);
      FloatVector before = fromMemorySegment(SPECIES, state, maxAt, LITTLE_ENDIAN);
      FloatVector largest = fromMemorySegment(SPECIES, state, factorAt, LITTLE_ENDIAN);
      before
          .blend(largest, largest.compare(VectorOperators.GT, before))
          .intoMemorySegment(state, maxAt, LITTLE_ENDIAN);
      before.intoMemorySegment(state, factorAt, LITTLE_ENDIAN);
    }
  }

  static boolean isHuge(MemorySegment state, long stateAt, int width, float scale) {
    boolean huge = false;
    for (int c = 0; c < width; c++) {
      float max = Memory.get(state, stateAt + c);
      huge |= Math.abs(max * scale) >= Transcendental.HUGE && max != Float.NEGATIVE_INFINITY;
    }
    return huge;
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
    int c = 0;
    for (; c + 4 * LANES <= width; c += 4 * LANES) {
      rescale4(x, xAt + c, factor, factorAt + c, y, yAt + c, rows, width);
    }
    for (; c < width; c += LANES) {
      rescale1(x, xAt + c, factor, factorAt + c, y, yAt + c, rows, width);
    }
  }

  private static void rescale4(
      MemorySegment x,
      long xAt,
      MemorySegment factor,
      long factorAt,
      MemorySegment y,
      long yAt,
      int rows,
      int width) {
    requireAllocated(x);
    requireAllocated(factor);
    requireAllocated(y);
    long fs = BYTES * factorAt;
    FloatVector f0 = fromMemorySegment(SPECIES, factor, fs, LITTLE_ENDIAN);
    FloatVector f1 = fromMemorySegment(SPECIES, factor, fs + BYTES * LANES, LITTLE_ENDIAN);
    FloatVector f2 = fromMemorySegment(SPECIES, factor, fs + 2 * BYTES * LANES, LITTLE_ENDIAN);
    FloatVector f3 = fromMemorySegment(SPECIES, factor, fs + 3 * BYTES * LANES, LITTLE_ENDIAN);
    for (int r = 0; r < rows; r++) {
      long from = BYTES * (xAt + (long) r * width);
      long to = BYTES * (yAt + (long) r * width);
      FloatVector y0 = fromMemorySegment(SPECIES, y, to, LITTLE_ENDIAN);
      FloatVector y1 = fromMemorySegment(SPECIES, y, to + BYTES * LANES, LITTLE_ENDIAN);
      FloatVector y2 = fromMemorySegment(SPECIES, y, to + 2 * BYTES * LANES, LITTLE_ENDIAN);
      FloatVector y3 = fromMemorySegment(SPECIES, y, to + 3 * BYTES * LANES, LITTLE_ENDIAN);
      y0 = y0.fma(f0, fromMemorySegment(SPECIES, x, from, LITTLE_ENDIAN));
      y1 = y1.fma(f1, fromMemorySegment(SPECIES, x, from + BYTES * LANES, LITTLE_ENDIAN));
      y2 = y2.fma(f2, fromMemorySegment(SPECIES, x, from + 2 * BYTES * LANES, LITTLE_ENDIAN));
      y3 = y3.fma(f3, fromMemorySegment(SPECIES, x, from + 3 * BYTES * LANES, LITTLE_ENDIAN));
      y0.intoMemorySegment(y, to, LITTLE_ENDIAN);
      y1.intoMemorySegment(y, to + BYTES * LANES, LITTLE_ENDIAN);
      y2.intoMemorySegment(y, to + 2 * BYTES * LANES, LITTLE_ENDIAN);
      y3.intoMemorySegment(y, to + 3 * BYTES * LANES, LITTLE_ENDIAN);
    }
  }

  private static void rescale1(
      MemorySegment x,
      long xAt,
      MemorySegment factor,
      long factorAt,
      MemorySegment y,
      long yAt,
      int rows,
      int width) {
    requireAllocated(x);
    requireAllocated(factor);
    requireAllocated(y);
    FloatVector f = fromMemorySegment(SPECIES, factor, BYTES * factorAt, LITTLE_ENDIAN);
    for (int r = 0; r < rows; r++) {
      long from = BYTES * (xAt + (long) r * width);
      long to = BYTES * (yAt + (long) r * width);
      fromMemorySegment(SPECIES, y, to, LITTLE_ENDIAN)
          .fma(f, fromMemorySegment(SPECIES, x, from, LITTLE_ENDIAN))
          .intoMemorySegment(y, to, LITTLE_ENDIAN);
    }
  }

  @Override
  public void multiplyRows(
      MemorySegment factor, long factorAt, MemorySegment y, long yAt, int rows, int width) {
    requireAllocated(factor);
    requireAllocated(y);
    for (int c = 0; c < width; c += LANES) {
      FloatVector f = fromMemorySegment(SPECIES, factor, BYTES * (factorAt + c), LITTLE_ENDIAN);
      for (int r = 0; r < rows; r++) {
        long at = BYTES * (yAt + (long) r * width + c);
        fromMemorySegment(SPECIES, y, at, LITTLE_ENDIAN)
            .mul(f)
            .intoMemorySegment(y, at, LITTLE_ENDIAN);
      }
    }
  }

  @Override
  public void divideRows(
      MemorySegment divisor, long divisorAt, MemorySegment y, long yAt, int rows, int width) {
    requireAllocated(divisor);
    requireAllocated(y);
    for (int c = 0; c < width; c += LANES) {
      FloatVector d = fromMemorySegment(SPECIES, divisor, BYTES * (divisorAt + c), LITTLE_ENDIAN);
      for (int r = 0; r < rows; r++) {
        long at = BYTES * (yAt + (long) r * width + c);
        fromMemorySegment(SPECIES, y, at, LITTLE_ENDIAN)
            .div(d)
            .intoMemorySegment(y, at, LITTLE_ENDIAN);
      }
    }
  }

  @Override
  public void logSumExp(
      MemorySegment state, long stateAt, float scale, MemorySegment y, long yAt, int width) {
    VectorTranscendental.logSumExp(state, stateAt, scale, y, yAt, width);
  }
}
