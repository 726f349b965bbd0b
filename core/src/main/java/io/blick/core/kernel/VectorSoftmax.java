package io.blick.core.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Kernels#softmaxBlock} in lanes, and what masks do to scores before it. */
final class VectorSoftmax {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;

  private static final ScalarKernels SCALAR = new ScalarKernels();

  private VectorSoftmax() {}

  static void block(
      MemorySegment scores,
      long scoresAt,
      int keys,
      int width,
      float scale,
      MemorySegment state,
      long stateAt) {
    maxima(scores, scoresAt, keys, width, scale, state, stateAt);
    if (isHuge(state, stateAt, width)) {
      // Too rare for a loop of its own here: as if nothing had been done yet.
      Memory.copy(state, stateAt + 2L * width, state, stateAt, width);
      SCALAR.softmaxBlock(scores, scoresAt, keys, width, scale, state, stateAt);
      return;
    }
    factors(state, stateAt, width);
    Exponentials.weights(scores, scoresAt, keys, width, scale, state, stateAt);
  }

  /** Leaves the M before this block where the factor will be. Four vectors need not wait. */
  private static void maxima(
      MemorySegment scores,
      long scoresAt,
      int keys,
      int width,
      float scale,
      MemorySegment state,
      long stateAt) {
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
      raise(state, stateAt + c, width, l0, scale);
      raise(state, stateAt + c + LANES, width, l1, scale);
      raise(state, stateAt + c + 2L * LANES, width, l2, scale);
      raise(state, stateAt + c + 3L * LANES, width, l3, scale);
    }
    for (; c < width; c += LANES) {
      FloatVector largest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
      for (int j = 0; j < keys; j++) {
        long at = BYTES * (scoresAt + (long) j * width + c);
        FloatVector score = fromMemorySegment(SPECIES, scores, at, LITTLE_ENDIAN);
        largest = largest.blend(score, score.compare(VectorOperators.GT, largest));
      }
      raise(state, stateAt + c, width, largest, scale);
    }
  }

  private static void raise(
      MemorySegment state, long maxAt, int width, FloatVector largest, float scale) {
    FloatVector before = fromMemorySegment(SPECIES, state, BYTES * maxAt, LITTLE_ENDIAN);
    FloatVector scaled = largest.mul(scale);
    FloatVector max = before.blend(scaled, scaled.compare(VectorOperators.GT, before));
    before.intoMemorySegment(state, BYTES * (maxAt + 2L * width), LITTLE_ENDIAN);
    max.intoMemorySegment(state, BYTES * maxAt, LITTLE_ENDIAN);
  }

  private static void factors(MemorySegment state, long stateAt, int width) {
    for (int c = 0; c < width; c += LANES) {
      long factorAt = BYTES * (stateAt + 2L * width + c);
      FloatVector before = fromMemorySegment(SPECIES, state, factorAt, LITTLE_ENDIAN);
      FloatVector shift = shift(state, stateAt + c);
      VectorTranscendental.exp2(before.sub(shift))
          .intoMemorySegment(state, factorAt, LITTLE_ENDIAN);
    }
  }

  /** M, or 0 where nothing was seen: what is subtracted must be finite for −∞ to give 0. */
  private static FloatVector shift(MemorySegment state, long maxAt) {
    FloatVector max = fromMemorySegment(SPECIES, state, BYTES * maxAt, LITTLE_ENDIAN);
    return max.blend(0, max.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY));
  }

  static boolean isHuge(MemorySegment state, long stateAt, int width) {
    boolean huge = false;
    for (int c = 0; c < width; c++) {
      float max = Memory.get(state, stateAt + c);
      huge |= Math.abs(max) >= Transcendental.HUGE && max != Float.NEGATIVE_INFINITY;
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
