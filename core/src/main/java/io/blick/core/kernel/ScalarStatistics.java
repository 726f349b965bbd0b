package io.blick.core.kernel;

import static io.blick.core.kernel.Fma.fma;
import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.set;

import java.lang.foreign.MemorySegment;

/** The statistics of attention as obvious loops. Never tuned. */
final class ScalarStatistics implements StatisticKernels {
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
    for (int c = 0; c < width; c++) {
      float max = get(memory, stateAt + c);
      float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
      float sum = 0;
      float rest = 0;
      for (int j = 0; j < keys; j++) {
        float weight = get(memory, weightsAt + (long) j * width + c);
        float score = get(memory, scoresAt + (long) j * width + c);
        if (weight != 0) {
          sum = fma(weight, Transcendental.exponent(score, scale, shift), sum);
        }
        rest += weight;
      }
      float before = get(memory, at + 2L * width + c);
      float factor = get(memory, stateAt + 2L * width + c);
      float gap = factor == 0
          ? 0
          : Transcendental.rescalingExponent(before, scale, shift) * get(memory, at + width + c);
      set(memory, at + c, fma(get(memory, at + c) + gap, factor, sum));
      set(memory, at + width + c, fma(get(memory, at + width + c), factor, rest));
      set(memory, at + 2L * width + c, max);
    }
  }

  @Override
  public void largest(
      MemorySegment memory, long scoresAt, int keys, int width, int firstKey, long at) {
    for (int c = 0; c < width; c++) {
      for (int j = 0; j < keys; j++) {
        float score = get(memory, scoresAt + (long) j * width + c);
        if (score > get(memory, at + c)) {
          set(memory, at + c, score);
          Memory.setInt(memory, at + width + c, firstKey + j);
        }
      }
    }
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
    for (int c = 0; c < width; c++) {
      float sum = 0;
      for (int j = 0; j < keys; j++) {
        float weight = get(memory, weightsAt + (long) j * width + c);
        if (weight != 0) {
          sum = fma(weight, get(memory, numbersAt + j), sum);
        }
      }
      set(memory, at + c, fma(get(memory, at + c), get(memory, factorAt + c), sum));
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
    for (int c = 0; c < width; c++) {
      float sum = 0;
      for (int j = 0; j < keys; j++) {
        float distance = Math.abs(get(memory, positionsAt + c) - (firstKey + j));
        sum = fma(get(memory, weightsAt + (long) j * width + c), distance, sum);
      }
      set(memory, at + c, fma(get(memory, at + c), get(memory, factorAt + c), sum));
    }
  }

  @Override
  public void receive(
      MemorySegment memory, long weightsAt, int keys, int width, long inverseAt, long at) {
    for (int j = 0; j < keys; j++) {
      for (int c = 0; c < width; c++) {
        float weight = get(memory, weightsAt + (long) j * width + c);
        float inverse = get(memory, inverseAt + c);
        long to = at + (long) j * RowKernels.PARTIALS + c % RowKernels.PARTIALS;
        if (weight != 0 && inverse != 0) {
          set(memory, to, fma(weight, inverse, get(memory, to)));
        }
      }
    }
  }
}
