package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.requireAllocated;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The statistics of attention in vectors: the same bits as {@link ScalarStatistics}. */
final class VectorStatistics implements StatisticKernels {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final VectorSpecies<Integer> INTS =
      SPECIES.withLanes(int.class).check(int.class);
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;

  private final ScalarStatistics scalar = new ScalarStatistics();

  VectorStatistics() {}

  @Override
  public void entropy(
      MemorySegment memory,
      long scoresAt,
      long weightsAt,
      int keys,
      int width,
      float scale,
      long stateAt,
      long at) {
    if (VectorSoftmax.isHuge(memory, stateAt, width, scale)) {
      scalar.entropy(memory, scoresAt, weightsAt, keys, width, scale, stateAt, at);
      return;
    }
    for (int c = 0; c < width; c += LANES) {
      entropyLanes(memory, scoresAt + c, weightsAt + c, keys, width, scale, stateAt + c, at + c);
    }
  }

  private static void entropyLanes(
      MemorySegment memory,
      long scoresAt,
      long weightsAt,
      int keys,
      int width,
      float scale,
      long stateAt,
      long at) {
    requireAllocated(memory);
    FloatVector max = fromMemorySegment(SPECIES, memory, BYTES * stateAt, LITTLE_ENDIAN);
    FloatVector c = FloatVector.broadcast(SPECIES, scale);
    FloatVector minus = max.blend(0, max.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY))
        .mul(c)
        .neg();
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector sum = zero;
    FloatVector rest = zero;
    for (int j = 0; j < keys; j++) {
      long step = BYTES * j * width;
      FloatVector weight =
          fromMemorySegment(SPECIES, memory, BYTES * weightsAt + step, LITTLE_ENDIAN);
      FloatVector x = fromMemorySegment(SPECIES, memory, BYTES * scoresAt + step, LITTLE_ENDIAN)
          .fma(c, minus)
          .blend(zero, weight.compare(VectorOperators.EQ, zero));
      sum = weight.fma(x, sum);
      rest = rest.add(weight);
    }
    long row = BYTES * width;
    long to = BYTES * at;
    FloatVector before = fromMemorySegment(SPECIES, memory, to + 2 * row, LITTLE_ENDIAN);
    FloatVector factor =
        fromMemorySegment(SPECIES, memory, BYTES * stateAt + 2 * row, LITTLE_ENDIAN);
    FloatVector gap = before
        .mul(c)
        .add(minus)
        .mul(fromMemorySegment(SPECIES, memory, to + row, LITTLE_ENDIAN))
        .blend(zero, factor.compare(VectorOperators.EQ, zero));
    fromMemorySegment(SPECIES, memory, to, LITTLE_ENDIAN)
        .add(gap)
        .fma(factor, sum)
        .intoMemorySegment(memory, to, LITTLE_ENDIAN);
    fromMemorySegment(SPECIES, memory, to + row, LITTLE_ENDIAN)
        .fma(factor, rest)
        .intoMemorySegment(memory, to + row, LITTLE_ENDIAN);
    max.intoMemorySegment(memory, to + 2 * row, LITTLE_ENDIAN);
  }

  @Override
  public void largest(
      MemorySegment memory, long scoresAt, int keys, int width, int firstKey, long at) {
    int c = 0;
    for (; c + 2 * LANES <= width; c += 2 * LANES) {
      largest2(memory, scoresAt + c, keys, width, firstKey, at + c);
    }
    for (; c < width; c += LANES) {
      largest1(memory, scoresAt + c, keys, width, firstKey, at + c);
    }
  }

  /** Two vectors at a time, since they do not wait for each other. */
  private static void largest2(
      MemorySegment memory, long scoresAt, int keys, int width, int firstKey, long at) {
    requireAllocated(memory);
    long bestAt = BYTES * at;
    long keyAt = BYTES * (at + width);
    long next = BYTES * LANES;
    FloatVector best0 = fromMemorySegment(SPECIES, memory, bestAt, LITTLE_ENDIAN);
    FloatVector best1 = fromMemorySegment(SPECIES, memory, bestAt + next, LITTLE_ENDIAN);
    IntVector key0 = IntVector.fromMemorySegment(INTS, memory, keyAt, LITTLE_ENDIAN);
    IntVector key1 = IntVector.fromMemorySegment(INTS, memory, keyAt + next, LITTLE_ENDIAN);
    for (int j = 0; j < keys; j++) {
      long from = BYTES * (scoresAt + (long) j * width);
      FloatVector score0 = fromMemorySegment(SPECIES, memory, from, LITTLE_ENDIAN);
      FloatVector score1 = fromMemorySegment(SPECIES, memory, from + next, LITTLE_ENDIAN);
      VectorMask<Float> larger0 = score0.compare(VectorOperators.GT, best0);
      VectorMask<Float> larger1 = score1.compare(VectorOperators.GT, best1);
      best0 = best0.blend(score0, larger0);
      best1 = best1.blend(score1, larger1);
      key0 = key0.blend(firstKey + j, larger0.cast(INTS));
      key1 = key1.blend(firstKey + j, larger1.cast(INTS));
    }
    best0.intoMemorySegment(memory, bestAt, LITTLE_ENDIAN);
    best1.intoMemorySegment(memory, bestAt + next, LITTLE_ENDIAN);
    key0.intoMemorySegment(memory, keyAt, LITTLE_ENDIAN);
    key1.intoMemorySegment(memory, keyAt + next, LITTLE_ENDIAN);
  }

  private static void largest1(
      MemorySegment memory, long scoresAt, int keys, int width, int firstKey, long at) {
    requireAllocated(memory);
    long bestAt = BYTES * at;
    long keyAt = BYTES * (at + width);
    FloatVector best = fromMemorySegment(SPECIES, memory, bestAt, LITTLE_ENDIAN);
    IntVector key = IntVector.fromMemorySegment(INTS, memory, keyAt, LITTLE_ENDIAN);
    for (int j = 0; j < keys; j++) {
      long from = BYTES * (scoresAt + (long) j * width);
      FloatVector score = fromMemorySegment(SPECIES, memory, from, LITTLE_ENDIAN);
      VectorMask<Float> larger = score.compare(VectorOperators.GT, best);
      best = best.blend(score, larger);
      key = key.blend(firstKey + j, larger.cast(INTS));
    }
    best.intoMemorySegment(memory, bestAt, LITTLE_ENDIAN);
    key.intoMemorySegment(memory, keyAt, LITTLE_ENDIAN);
  }

  @Override
  public void mean(
      MemorySegment memory,
      long weightsAt,
      int keys,
      int width,
      long numbersAt,
      long factorAt,
      long at) {
    requireAllocated(memory);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int c = 0; c < width; c += LANES) {
      FloatVector sum = zero;
      for (int j = 0; j < keys; j++) {
        long from = BYTES * (weightsAt + (long) j * width + c);
        FloatVector weight = fromMemorySegment(SPECIES, memory, from, LITTLE_ENDIAN);
        FloatVector number = FloatVector.broadcast(SPECIES, Memory.get(memory, numbersAt + j))
            .blend(zero, weight.compare(VectorOperators.EQ, zero));
        sum = weight.fma(number, sum);
      }
      add(memory, sum, factorAt + c, at + c);
    }
  }

  @Override
  public void distance(
      MemorySegment memory,
      long weightsAt,
      int keys,
      int width,
      long positionsAt,
      int firstKey,
      long factorAt,
      long at) {
    requireAllocated(memory);
    for (int c = 0; c < width; c += LANES) {
      long positionAt = BYTES * (positionsAt + c);
      FloatVector position = fromMemorySegment(SPECIES, memory, positionAt, LITTLE_ENDIAN);
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int j = 0; j < keys; j++) {
        long from = BYTES * (weightsAt + (long) j * width + c);
        FloatVector distance = position.sub((float) (firstKey + j)).abs();
        sum = fromMemorySegment(SPECIES, memory, from, LITTLE_ENDIAN).fma(distance, sum);
      }
      add(memory, sum, factorAt + c, at + c);
    }
  }

  private static void add(MemorySegment memory, FloatVector sum, long factorAt, long at) {
    requireAllocated(memory);
    fromMemorySegment(SPECIES, memory, BYTES * at, LITTLE_ENDIAN)
        .fma(fromMemorySegment(SPECIES, memory, BYTES * factorAt, LITTLE_ENDIAN), sum)
        .intoMemorySegment(memory, BYTES * at, LITTLE_ENDIAN);
  }

  @Override
  public void receive(
      MemorySegment memory, long weightsAt, int keys, int width, long inverseAt, long at) {
    requireAllocated(memory);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int c = 0; c < width; c += LANES) {
      FloatVector inverse =
          fromMemorySegment(SPECIES, memory, BYTES * (inverseAt + c), LITTLE_ENDIAN);
      VectorMask<Float> none = inverse.compare(VectorOperators.EQ, zero);
      int partial = c % RowKernels.PARTIALS;
      for (int j = 0; j < keys; j++) {
        long from = BYTES * (weightsAt + (long) j * width + c);
        long to = BYTES * (at + (long) j * RowKernels.PARTIALS + partial);
        FloatVector sum = fromMemorySegment(SPECIES, memory, to, LITTLE_ENDIAN);
        FloatVector weight = fromMemorySegment(SPECIES, memory, from, LITTLE_ENDIAN);
        weight
            .fma(inverse, sum)
            .blend(sum, weight.compare(VectorOperators.EQ, zero).or(none))
            .intoMemorySegment(memory, to, LITTLE_ENDIAN);
      }
    }
  }
}
