package io.blick.core.kernel;

import static io.blick.core.kernel.Fma.fma;
import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.set;

import java.lang.foreign.MemorySegment;

/** The kernels as obvious loops, one float at a time. Never tuned. */
public final class ScalarKernels implements Kernels {
  @Override
  public int lanes() {
    return 1;
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
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        float sum = 0;
        for (int k = 0; k < depth; k++) {
          sum = fma(get(a, aAt + r * aStride + k), get(b, bAt + k * bStride + j), sum);
        }
        set(c, cAt + r * cStride + j, sum);
      }
    }
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
    for (int r = 0; r < rows; r++) {
      float sum = 0;
      for (int from = 0; from < depth; from += chain) {
        float part = 0;
        for (int k = from; k < Math.min(depth, from + chain); k++) {
          part = fma(get(w, wAt + r * wStride + k), get(x, xAt + k), part);
        }
        sum = from == 0 ? part : sum + part;
      }
      set(y, yAt + r, sum);
    }
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
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < count; i++) {
        float weight = get(w, wAt + r * wStride + i);
        for (int j = 0; j < columns; j++) {
          long at = yAt + i * yStride + j;
          set(y, at, fma(get(x, xAt + r * xStride + j), weight, get(y, at)));
        }
      }
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
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        set(y, yAt + j * yStride + i, get(x, xAt + i * xStride + j));
      }
    }
  }

  @Override
  public boolean finite(MemorySegment x, long at, long stride, int rows, int columns) {
    boolean finite = true;
    for (int r = 0; r < rows && finite; r++) {
      for (int j = 0; j < columns && finite; j++) {
        finite = Float.isFinite(get(x, at + r * stride + j));
      }
    }
    return finite;
  }

  @Override
  public void add(
      MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, get(a, aAt + i) + get(b, bAt + i));
    }
  }

  @Override
  public void fill(MemorySegment y, long yAt, int n, float value) {
    Memory.fill(y, yAt, n, value);
  }

  @Override
  public void multiply(MemorySegment x, long xAt, float factor, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, get(x, xAt + i) * factor);
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
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, fma(get(a, aAt + i), factor, get(b, bAt + i)));
    }
  }

  @Override
  public void cap(MemorySegment x, long xAt, float bound, int n) {
    for (int i = 0; i < n; i++) {
      set(x, xAt + i, bound * Transcendental.tanh(get(x, xAt + i) / bound));
    }
  }

  @Override
  public void relu(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, Math.max(0, get(x, xAt + i)));
    }
  }

  @Override
  public void silu(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, Transcendental.silu(get(x, xAt + i)));
    }
  }

  @Override
  public void geluErf(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, Transcendental.geluErf(get(x, xAt + i)));
    }
  }

  @Override
  public void geluTanh(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, Transcendental.geluTanh(get(x, xAt + i)));
    }
  }

  @Override
  public float max(MemorySegment x, long xAt, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, get(x, xAt + i));
    }
    return max;
  }

  @Override
  public void exp(MemorySegment x, long xAt, float m, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, Transcendental.exp(get(x, xAt + i) - m));
    }
  }

  @Override
  public void divide(MemorySegment x, long xAt, float divisor, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, get(x, xAt + i) / divisor);
    }
  }

  @Override
  public float sum(MemorySegment x, long xAt, MemorySegment partials, int n) {
    Memory.fill(partials, 0, PARTIALS, 0);
    for (int i = 0; i < n; i++) {
      set(partials, i % PARTIALS, get(partials, i % PARTIALS) + get(x, xAt + i));
    }
    return fold(partials, 0);
  }

  @Override
  public float squares(MemorySegment x, long xAt, float centre, MemorySegment partials, int n) {
    Memory.fill(partials, 0, PARTIALS, 0);
    for (int i = 0; i < n; i++) {
      float d = get(x, xAt + i) - centre;
      set(partials, i % PARTIALS, fma(d, d, get(partials, i % PARTIALS)));
    }
    return fold(partials, 0);
  }

  @Override
  public void standardize(
      MemorySegment x, long xAt, float mean, float inverse, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, (get(x, xAt + i) - mean) * inverse);
    }
  }

  @Override
  public void affine(MemorySegment gain, MemorySegment bias, MemorySegment y, long yAt, int n) {
    for (int i = 0; i < n; i++) {
      set(y, yAt + i, fma(get(y, yAt + i), get(gain, i), get(bias, i)));
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
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        float sum = get(a, aAt + r * stride + j) + get(b, bAt + r * stride + j);
        set(y, yAt + r * yStride + j, sum + get(row, rowAt + j));
      }
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
    for (int r = 0; r < rows; r++) {
      add(x, xAt + r * xStride, row, rowAt, y, yAt + r * yStride, columns);
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
  public void divideRows(
      MemorySegment divisor, long divisorAt, MemorySegment y, long yAt, int rows, int width) {
    for (int i = 0; i < rows * width; i++) {
      set(y, yAt + i, get(y, yAt + i) / get(divisor, divisorAt + i % width));
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
  public void logSumExp(
      MemorySegment state, long stateAt, float scale, MemorySegment y, long yAt, int width) {
    for (int c = 0; c < width; c++) {
      float sum = get(state, stateAt + width + c);
      set(y, yAt + c, Transcendental.logSumExp(get(state, stateAt + c), scale, sum));
    }
  }
}
