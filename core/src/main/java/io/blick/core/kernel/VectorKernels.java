package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.get;
import static io.blick.core.kernel.Memory.set;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same arithmetic as {@link ScalarKernels}, in lanes: the same bits for 4, 8 and 16 of them.
 */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> SPECIES = VectorTranscendental.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long BYTES = Float.BYTES;
  private static final long STEP = LANES;
  private static final long ROW = COLUMNS;

  VectorKernels() {}

  static VectorKernels preferred() {
    return new VectorKernels();
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void tile(
      MemorySegment x,
      long xAt,
      MemorySegment w,
      long wAt,
      MemorySegment tile,
      long tileAt,
      int depth) {
    for (int c = 0; c < COLUMNS; c += 4 * LANES) {
      strip(x, xAt, w, wAt + c, tile, tileAt + c, depth);
    }
  }

  // 24 sums, 4 weights and 1 input stay in registers; a loop over them would not (docs/log.md).
  private static void strip(
      MemorySegment x,
      long xAt,
      MemorySegment w,
      long wAt,
      MemorySegment tile,
      long tileAt,
      int depth) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s13 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s22 = FloatVector.zero(SPECIES);
    FloatVector s23 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s32 = FloatVector.zero(SPECIES);
    FloatVector s33 = FloatVector.zero(SPECIES);
    FloatVector s40 = FloatVector.zero(SPECIES);
    FloatVector s41 = FloatVector.zero(SPECIES);
    FloatVector s42 = FloatVector.zero(SPECIES);
    FloatVector s43 = FloatVector.zero(SPECIES);
    FloatVector s50 = FloatVector.zero(SPECIES);
    FloatVector s51 = FloatVector.zero(SPECIES);
    FloatVector s52 = FloatVector.zero(SPECIES);
    FloatVector s53 = FloatVector.zero(SPECIES);
    for (int k = 0; k < depth; k++) {
      long xk = xAt + k * (long) ROWS;
      long wk = wAt + k * ROW;
      FloatVector w0 = fromMemorySegment(SPECIES, w, BYTES * wk, LITTLE_ENDIAN);
      FloatVector w1 = fromMemorySegment(SPECIES, w, BYTES * (wk + STEP), LITTLE_ENDIAN);
      FloatVector w2 = fromMemorySegment(SPECIES, w, BYTES * (wk + 2 * STEP), LITTLE_ENDIAN);
      FloatVector w3 = fromMemorySegment(SPECIES, w, BYTES * (wk + 3 * STEP), LITTLE_ENDIAN);
      FloatVector x0 = FloatVector.broadcast(SPECIES, get(x, xk));
      s00 = x0.fma(w0, s00);
      s01 = x0.fma(w1, s01);
      s02 = x0.fma(w2, s02);
      s03 = x0.fma(w3, s03);
      FloatVector x1 = FloatVector.broadcast(SPECIES, get(x, xk + 1));
      s10 = x1.fma(w0, s10);
      s11 = x1.fma(w1, s11);
      s12 = x1.fma(w2, s12);
      s13 = x1.fma(w3, s13);
      FloatVector x2 = FloatVector.broadcast(SPECIES, get(x, xk + 2));
      s20 = x2.fma(w0, s20);
      s21 = x2.fma(w1, s21);
      s22 = x2.fma(w2, s22);
      s23 = x2.fma(w3, s23);
      FloatVector x3 = FloatVector.broadcast(SPECIES, get(x, xk + 3));
      s30 = x3.fma(w0, s30);
      s31 = x3.fma(w1, s31);
      s32 = x3.fma(w2, s32);
      s33 = x3.fma(w3, s33);
      FloatVector x4 = FloatVector.broadcast(SPECIES, get(x, xk + 4));
      s40 = x4.fma(w0, s40);
      s41 = x4.fma(w1, s41);
      s42 = x4.fma(w2, s42);
      s43 = x4.fma(w3, s43);
      FloatVector x5 = FloatVector.broadcast(SPECIES, get(x, xk + 5));
      s50 = x5.fma(w0, s50);
      s51 = x5.fma(w1, s51);
      s52 = x5.fma(w2, s52);
      s53 = x5.fma(w3, s53);
    }
    s00.intoMemorySegment(tile, BYTES * tileAt, LITTLE_ENDIAN);
    s01.intoMemorySegment(tile, BYTES * (tileAt + STEP), LITTLE_ENDIAN);
    s02.intoMemorySegment(tile, BYTES * (tileAt + 2 * STEP), LITTLE_ENDIAN);
    s03.intoMemorySegment(tile, BYTES * (tileAt + 3 * STEP), LITTLE_ENDIAN);
    s10.intoMemorySegment(tile, BYTES * (tileAt + ROW), LITTLE_ENDIAN);
    s11.intoMemorySegment(tile, BYTES * (tileAt + ROW + STEP), LITTLE_ENDIAN);
    s12.intoMemorySegment(tile, BYTES * (tileAt + ROW + 2 * STEP), LITTLE_ENDIAN);
    s13.intoMemorySegment(tile, BYTES * (tileAt + ROW + 3 * STEP), LITTLE_ENDIAN);
    s20.intoMemorySegment(tile, BYTES * (tileAt + 2 * ROW), LITTLE_ENDIAN);
    s21.intoMemorySegment(tile, BYTES * (tileAt + 2 * ROW + STEP), LITTLE_ENDIAN);
    s22.intoMemorySegment(tile, BYTES * (tileAt + 2 * ROW + 2 * STEP), LITTLE_ENDIAN);
    s23.intoMemorySegment(tile, BYTES * (tileAt + 2 * ROW + 3 * STEP), LITTLE_ENDIAN);
    s30.intoMemorySegment(tile, BYTES * (tileAt + 3 * ROW), LITTLE_ENDIAN);
    s31.intoMemorySegment(tile, BYTES * (tileAt + 3 * ROW + STEP), LITTLE_ENDIAN);
    s32.intoMemorySegment(tile, BYTES * (tileAt + 3 * ROW + 2 * STEP), LITTLE_ENDIAN);
    s33.intoMemorySegment(tile, BYTES * (tileAt + 3 * ROW + 3 * STEP), LITTLE_ENDIAN);
    s40.intoMemorySegment(tile, BYTES * (tileAt + 4 * ROW), LITTLE_ENDIAN);
    s41.intoMemorySegment(tile, BYTES * (tileAt + 4 * ROW + STEP), LITTLE_ENDIAN);
    s42.intoMemorySegment(tile, BYTES * (tileAt + 4 * ROW + 2 * STEP), LITTLE_ENDIAN);
    s43.intoMemorySegment(tile, BYTES * (tileAt + 4 * ROW + 3 * STEP), LITTLE_ENDIAN);
    s50.intoMemorySegment(tile, BYTES * (tileAt + 5 * ROW), LITTLE_ENDIAN);
    s51.intoMemorySegment(tile, BYTES * (tileAt + 5 * ROW + STEP), LITTLE_ENDIAN);
    s52.intoMemorySegment(tile, BYTES * (tileAt + 5 * ROW + 2 * STEP), LITTLE_ENDIAN);
    s53.intoMemorySegment(tile, BYTES * (tileAt + 5 * ROW + 3 * STEP), LITTLE_ENDIAN);
  }

  @Override
  public void add(
      MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment y, long yAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, a, BYTES * (aAt + i), LITTLE_ENDIAN)
          .add(fromMemorySegment(SPECIES, b, BYTES * (bAt + i), LITTLE_ENDIAN))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, get(a, aAt + i) + get(b, bAt + i));
    }
  }

  // In three passes, each with one call that is sure to be inlined.
  @Override
  public void geluErf(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN);
      FloatVector t = v.mul(Transcendental.SQRT_HALF).abs().min(4);
      FloatVector log = VectorTranscendental.erfcLog(t);
      log.intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    exp(y, yAt, 0, y, yAt, whole);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN);
      FloatVector erfc = fromMemorySegment(SPECIES, y, BYTES * (yAt + i), LITTLE_ENDIAN);
      FloatVector erf = VectorTranscendental.erf(v.mul(Transcendental.SQRT_HALF), erfc);
      v.mul(0.5f).mul(erf.add(1)).intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (int i = whole; i < n; i++) {
      set(y, yAt + i, Transcendental.geluErf(get(x, xAt + i)));
    }
  }

  @Override
  public void geluTanh(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector v = fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN);
      FloatVector cubic = v.mul(Transcendental.TANH_CUBIC).mul(v).fma(v, v);
      FloatVector u = cubic.mul(Transcendental.SQRT_2_OVER_PI);
      v.div(VectorTranscendental.exp(u.mul(-2)).add(1))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, Transcendental.geluTanh(get(x, xAt + i)));
    }
  }

  @Override
  public float max(MemorySegment x, long xAt, int n) {
    float max = Float.NEGATIVE_INFINITY;
    int i = 0;
    if (n >= LANES) {
      FloatVector lanes = fromMemorySegment(SPECIES, x, BYTES * xAt, LITTLE_ENDIAN);
      for (i = LANES; i <= n - LANES; i += LANES) {
        lanes = lanes.max(fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN));
      }
      // The largest is the same in whatever order it is found, so this reduction keeps the bits.
      max = lanes.reduceLanes(VectorOperators.MAX);
    }
    for (; i < n; i++) {
      max = Math.max(max, get(x, xAt + i));
    }
    return max;
  }

  @Override
  public void exp(MemorySegment x, long xAt, float m, MemorySegment y, long yAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorTranscendental.exp(
              fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN).sub(m))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, Transcendental.exp(get(x, xAt + i) - m));
    }
  }

  @Override
  public void divide(MemorySegment x, long xAt, float divisor, MemorySegment y, long yAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN)
          .div(divisor)
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, get(x, xAt + i) / divisor);
    }
  }

  @Override
  public float sum(MemorySegment x, long xAt, MemorySegment partials, int n) {
    int whole = n - n % PARTIALS;
    for (int p = 0; p < PARTIALS; p += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = p; i < whole; i += PARTIALS) {
        sum = sum.add(fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN));
      }
      sum.intoMemorySegment(partials, BYTES * p, LITTLE_ENDIAN);
    }
    for (int i = whole; i < n; i++) {
      set(partials, i - whole, get(partials, i - whole) + get(x, xAt + i));
    }
    return ScalarKernels.fold(partials);
  }

  @Override
  public float squares(MemorySegment x, long xAt, float centre, MemorySegment partials, int n) {
    int whole = n - n % PARTIALS;
    for (int p = 0; p < PARTIALS; p += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = p; i < whole; i += PARTIALS) {
        FloatVector d =
            fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN).sub(centre);
        sum = d.fma(d, sum);
      }
      sum.intoMemorySegment(partials, BYTES * p, LITTLE_ENDIAN);
    }
    for (int i = whole; i < n; i++) {
      float d = get(x, xAt + i) - centre;
      set(partials, i - whole, Math.fma(d, d, get(partials, i - whole)));
    }
    return ScalarKernels.fold(partials);
  }

  @Override
  public void standardize(
      MemorySegment x, long xAt, float mean, float inverse, MemorySegment y, long yAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN)
          .sub(mean)
          .mul(inverse)
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, (get(x, xAt + i) - mean) * inverse);
    }
  }

  @Override
  public void affine(MemorySegment gain, MemorySegment bias, MemorySegment y, long yAt, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromMemorySegment(SPECIES, y, BYTES * (yAt + i), LITTLE_ENDIAN)
          .fma(
              fromMemorySegment(SPECIES, gain, BYTES * i, LITTLE_ENDIAN),
              fromMemorySegment(SPECIES, bias, BYTES * i, LITTLE_ENDIAN))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
    for (; i < n; i++) {
      set(y, yAt + i, Math.fma(get(y, yAt + i), get(gain, i), get(bias, i)));
    }
  }

  @Override
  public void softmaxBlock(
      MemorySegment scores,
      long scoresAt,
      int keys,
      float scale,
      MemorySegment state,
      long stateAt) {
    long sumAt = stateAt + ROW;
    long factorAt = sumAt + ROW;
    maxima(scores, scoresAt, keys, scale, state, stateAt, factorAt);
    factors(state, stateAt, factorAt);
    for (int c = 0; c < COLUMNS; c += LANES) {
      weights(scores, scoresAt + c, keys, scale, state, stateAt + c);
    }
  }

  /** Leaves the maximum before this block where the factor will be. */
  private static void maxima(
      MemorySegment scores,
      long scoresAt,
      int keys,
      float scale,
      MemorySegment state,
      long stateAt,
      long beforeAt) {
    for (int c = 0; c < COLUMNS; c += LANES) {
      FloatVector before = fromMemorySegment(SPECIES, state, BYTES * (stateAt + c), LITTLE_ENDIAN);
      FloatVector max = before;
      for (int j = 0; j < keys; j++) {
        long at = scoresAt + j * ROW + c;
        max = max.max(
            fromMemorySegment(SPECIES, scores, BYTES * at, LITTLE_ENDIAN).mul(scale));
      }
      before.intoMemorySegment(state, BYTES * (beforeAt + c), LITTLE_ENDIAN);
      max.intoMemorySegment(state, BYTES * (stateAt + c), LITTLE_ENDIAN);
    }
  }

  private static void factors(MemorySegment state, long maxAt, long factorAt) {
    for (int c = 0; c < COLUMNS; c += LANES) {
      FloatVector max = fromMemorySegment(SPECIES, state, BYTES * (maxAt + c), LITTLE_ENDIAN);
      FloatVector before = fromMemorySegment(SPECIES, state, BYTES * (factorAt + c), LITTLE_ENDIAN);
      FloatVector factor = VectorTranscendental.exp(before.sub(max));
      factor.intoMemorySegment(state, BYTES * (factorAt + c), LITTLE_ENDIAN);
    }
  }

  private static void weights(
      MemorySegment scores, long scoresAt, int keys, float scale, MemorySegment state, long maxAt) {
    FloatVector max = fromMemorySegment(SPECIES, state, BYTES * maxAt, LITTLE_ENDIAN);
    FloatVector part = FloatVector.zero(SPECIES);
    for (int j = 0; j < keys; j++) {
      long at = BYTES * (scoresAt + j * ROW);
      FloatVector score = fromMemorySegment(SPECIES, scores, at, LITTLE_ENDIAN).mul(scale);
      FloatVector weight = VectorTranscendental.exp(score.sub(max));
      weight.intoMemorySegment(scores, at, LITTLE_ENDIAN);
      part = part.add(weight);
    }
    FloatVector sum = fromMemorySegment(SPECIES, state, BYTES * (maxAt + ROW), LITTLE_ENDIAN);
    FloatVector factor =
        fromMemorySegment(SPECIES, state, BYTES * (maxAt + 2 * ROW), LITTLE_ENDIAN);
    sum.fma(factor, part).intoMemorySegment(state, BYTES * (maxAt + ROW), LITTLE_ENDIAN);
  }

  @Override
  public void rescale(
      MemorySegment x,
      long xAt,
      MemorySegment factor,
      long factorAt,
      MemorySegment y,
      long yAt,
      int rows) {
    for (int c = 0; c < COLUMNS; c += LANES) {
      FloatVector f = fromMemorySegment(SPECIES, factor, BYTES * (factorAt + c), LITTLE_ENDIAN);
      for (int r = 0; r < rows; r++) {
        long at = r * ROW + c;
        fromMemorySegment(SPECIES, y, BYTES * (yAt + at), LITTLE_ENDIAN)
            .fma(f, fromMemorySegment(SPECIES, x, BYTES * (xAt + at), LITTLE_ENDIAN))
            .intoMemorySegment(y, BYTES * (yAt + at), LITTLE_ENDIAN);
      }
    }
  }
}
