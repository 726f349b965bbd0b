package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.requireAllocated;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Kernels#softmaxBlock} in vectors, and the masks that are applied to scores before it. */
final class VectorSoftmax {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;

  private static final ScalarKernels SCALAR = new ScalarKernels();

  private VectorSoftmax() {}

  static void block(
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
      SCALAR.softmaxBlock(scores, scoresAt, weightsAt, first, keys, width, scale, state, stateAt);
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

  static void addTable(MemorySegment table, long tableAt, MemorySegment y, long yAt, int n) {
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

  static void hide(
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
}
