package io.blick.core.kernel;

import static io.blick.core.kernel.Fma.fma;
import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.set;

import java.lang.foreign.MemorySegment;

/** The online softmax as obvious loops, one float at a time. Never tuned. */
final class ScalarSoftmax implements SoftmaxKernels {
  @Override
  public void cap(MemorySegment x, long xAt, float bound, int n) {
    for (int i = 0; i < n; i++) {
      set(x, xAt + i, bound * Transcendental.tanh(get(x, xAt + i) / bound));
    }
  }

  @Override
  public void addTable(MemorySegment table, long tableAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      float added = get(table, tableAt + i);
      boolean hidden = added == Float.NEGATIVE_INFINITY;
      set(y, yAt + i, hidden ? added : get(y, yAt + i) + added);
    }
  }

  @Override
  public void hide(
      MemorySegment scores, long scoresAt, int keys, int width, MemorySegment range, long rangeAt) {
    for (int j = 0; j < keys; j++) {
      for (int c = 0; c < width; c++) {
        if (j < get(range, rangeAt + c) || j >= get(range, rangeAt + width + c)) {
          set(scores, scoresAt + (long) j * width + c, Float.NEGATIVE_INFINITY);
        }
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
    for (int c = 0; c < width; c++) {
      float before = get(state, stateAt + c);
      float largest = Float.NEGATIVE_INFINITY;
      for (int j = 0; j < keys; j++) {
        float score = get(scores, scoresAt + (long) j * width + c);
        // A NaN compares as not larger, so it is skipped here; its weight is NaN all the same.
        largest = score > largest ? score : largest;
      }
      float max = largest > before ? largest : before;
      float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
      float sum = 0;
      float part = 0;
      for (int j = 0; j < keys; j++) {
        if ((first + j) % WEIGHTS == 0) {
          sum += part;
          part = 0;
        }
        long at = (long) j * width + c;
        float score = get(scores, scoresAt + at);
        float weight = Transcendental.exp2(Transcendental.exponent(score, scale, shift));
        set(scores, weightsAt + at, weight);
        part += weight;
      }
      sum += part;
      float factor = Transcendental.exp2(Transcendental.rescalingExponent(before, scale, shift));
      set(state, stateAt + c, max);
      set(state, stateAt + width + c, fma(get(state, stateAt + width + c), factor, sum));
      set(state, stateAt + 2L * width + c, factor);
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
    for (int i = 0; i < rows * width; i++) {
      float scaled = get(factor, factorAt + i % width);
      set(y, yAt + i, fma(get(y, yAt + i), scaled, get(x, xAt + i)));
    }
  }

  @Override
  public void multiplyRows(
      MemorySegment factor, long factorAt, MemorySegment y, long yAt, int rows, int width) {
    for (int i = 0; i < rows * width; i++) {
      set(y, yAt + i, get(y, yAt + i) * get(factor, factorAt + i % width));
    }
  }

  @Override
  public void divideRows(
      MemorySegment divisor, long divisorAt, MemorySegment y, long yAt, int rows, int width) {
    for (int i = 0; i < rows * width; i++) {
      set(y, yAt + i, get(y, yAt + i) / get(divisor, divisorAt + i % width));
    }
  }

  @Override
  public void logSumExp(
      MemorySegment state, long stateAt, float scale, MemorySegment y, long yAt, int width) {
    for (int c = 0; c < width; c++) {
      float sum = get(state, stateAt + width + c);
      set(y, yAt + c, Transcendental.logSumExp(get(state, stateAt + c), scale, sum));
    }
  }
}
