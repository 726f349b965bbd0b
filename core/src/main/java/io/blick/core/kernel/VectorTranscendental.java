package io.blick.core.kernel;

import static io.blick.core.kernel.Memory.requireAllocated;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Transcendental} in vectors, with the same steps. */
final class VectorTranscendental {
  // A static constant, not an instance field: C2 folds lane counts only of a constant species.
  // Never more than 16 lanes, since a row sum has 16 partial sums.
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > RowKernels.PARTIALS
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final long BYTES = Float.BYTES;

  // Calls exp once, so that every class of vectors is loaded before a kernel is compiled: C2
  // discards code that it compiled under the assumption that such a class was not loaded.
  static final float LOADED = loaded();

  private VectorTranscendental() {}

  private static float loaded() {
    // Off the heap like all else: a second class of segment would add a branch to every access.
    MemorySegment one = Arena.ofAuto().allocate(BYTES * SPECIES.length());
    exp(one, 0, 0, one, 0, SPECIES.length());
    return fromMemorySegment(SPECIES, one, 0, LITTLE_ENDIAN).reduceLanes(VectorOperators.MAX);
  }

  // All methods go from memory to memory, and exp is repeated where it is needed: a vector that is
  // passed to or returned by a method is allocated wherever C2 does not inline that method.

  /** y[i] = {@link Transcendental#exp}(x[i] − m); {@code n} is a multiple of the lanes. */
  static void exp(MemorySegment x, long xAt, float m, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    FloatVector magic = FloatVector.broadcast(SPECIES, Transcendental.MAGIC);
    for (int i = 0; i < n; i += SPECIES.length()) {
      FloatVector v =
          fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN).sub(m);
      FloatVector shifted = v.fma(FloatVector.broadcast(SPECIES, Transcendental.LOG2_E), magic);
      IntVector power = shifted.reinterpretAsInts().sub(magic.reinterpretAsInts());
      IntVector half = power.lanewise(VectorOperators.ASHR, 1);
      FloatVector whole = shifted.sub(magic);
      FloatVector r = whole.fma(FloatVector.broadcast(SPECIES, -Transcendental.LN2_HIGH), v);
      r = whole.fma(FloatVector.broadcast(SPECIES, -Transcendental.LN2_LOW), r);
      FloatVector p = FloatVector.broadcast(SPECIES, Transcendental.E6);
      p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E5));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E4));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E3));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E2));
      p = p.fma(r, FloatVector.broadcast(SPECIES, 1));
      p = p.fma(r, FloatVector.broadcast(SPECIES, 1));
      FloatVector e = p.mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
          .mul(power.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
          .blend(0, v.compare(VectorOperators.LT, Transcendental.EXP_LOW))
          .blend(Float.POSITIVE_INFINITY, v.compare(VectorOperators.GT, Transcendental.EXP_HIGH));
      e.intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
  }

  /** {@link Transcendental#logSumExp} in vectors. */
  static void logSumExp(
      MemorySegment state, long stateAt, float scale, MemorySegment y, long yAt, int width) {
    requireAllocated(state);
    requireAllocated(y);
    // From memory to memory: where C2 does not inline it, vectors would be boxed.
    for (int c = 0; c < width; c += SPECIES.length()) {
      FloatVector max = fromMemorySegment(SPECIES, state, BYTES * (stateAt + c), LITTLE_ENDIAN);
      FloatVector sum =
          fromMemorySegment(SPECIES, state, BYTES * (stateAt + width + c), LITTLE_ENDIAN);
      IntVector bits = sum.reinterpretAsInts();
      IntVector power = bits.sub(Transcendental.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
      FloatVector f = bits.sub(power.lanewise(VectorOperators.LSHL, 23))
          .reinterpretAsFloats()
          .sub(1);
      FloatVector p = FloatVector.broadcast(SPECIES, Transcendental.L7);
      p = p.fma(f, FloatVector.broadcast(SPECIES, Transcendental.L6));
      p = p.fma(f, FloatVector.broadcast(SPECIES, Transcendental.L5));
      p = p.fma(f, FloatVector.broadcast(SPECIES, Transcendental.L4));
      p = p.fma(f, FloatVector.broadcast(SPECIES, Transcendental.L3));
      p = p.fma(f, FloatVector.broadcast(SPECIES, Transcendental.L2));
      p = p.fma(f, FloatVector.broadcast(SPECIES, Transcendental.L1));
      p = p.fma(f, FloatVector.broadcast(SPECIES, Transcendental.L0));
      FloatVector log = f.mul(f).fma(p, f);
      FloatVector whole = power.convert(VectorOperators.I2F, 0).reinterpretAsFloats();
      FloatVector lse =
          max.mul(scale).add(whole).fma(FloatVector.broadcast(SPECIES, Transcendental.LN_2), log);
      VectorMask<Float> good = sum.compare(VectorOperators.GT, 0)
          .and(sum.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
      lse = FloatVector.broadcast(SPECIES, Float.NaN).blend(lse, good);
      VectorMask<Float> nothing = max.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY)
          .and(sum.compare(VectorOperators.EQ, 0));
      lse.blend(Float.NEGATIVE_INFINITY, nothing)
          .intoMemorySegment(y, BYTES * (yAt + c), LITTLE_ENDIAN);
    }
  }

  /** x[i] = bound · {@link Transcendental#tanh}(x[i] / bound); n is a multiple of the lanes. */
  static void cap(MemorySegment x, long xAt, float bound, int n) {
    requireAllocated(x);
    FloatVector magic = FloatVector.broadcast(SPECIES, Transcendental.MAGIC);
    for (int i = 0; i < n; i += SPECIES.length()) {
      FloatVector z =
          fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN).div(bound);
      FloatVector s = z.mul(z);
      FloatVector q = FloatVector.broadcast(SPECIES, Transcendental.H4);
      q = q.fma(s, FloatVector.broadcast(SPECIES, Transcendental.H3));
      q = q.fma(s, FloatVector.broadcast(SPECIES, Transcendental.H2));
      q = q.fma(s, FloatVector.broadcast(SPECIES, Transcendental.H1));
      q = q.fma(s, FloatVector.broadcast(SPECIES, Transcendental.H0));
      FloatVector near = z.mul(s).fma(q, z);
      FloatVector v = z.abs().mul(2);
      FloatVector shifted = v.fma(FloatVector.broadcast(SPECIES, Transcendental.LOG2_E), magic);
      IntVector power = shifted.reinterpretAsInts().sub(magic.reinterpretAsInts());
      IntVector half = power.lanewise(VectorOperators.ASHR, 1);
      FloatVector whole = shifted.sub(magic);
      FloatVector r = whole.fma(FloatVector.broadcast(SPECIES, -Transcendental.LN2_HIGH), v);
      r = whole.fma(FloatVector.broadcast(SPECIES, -Transcendental.LN2_LOW), r);
      FloatVector p = FloatVector.broadcast(SPECIES, Transcendental.E6);
      p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E5));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E4));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E3));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E2));
      p = p.fma(r, FloatVector.broadcast(SPECIES, 1));
      p = p.fma(r, FloatVector.broadcast(SPECIES, 1));
      FloatVector e = p.mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
          .mul(power.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
          .blend(0, v.compare(VectorOperators.LT, Transcendental.EXP_LOW))
          .blend(Float.POSITIVE_INFINITY, v.compare(VectorOperators.GT, Transcendental.EXP_HIGH));
      FloatVector plain = FloatVector.broadcast(SPECIES, 2).div(e.add(1)).neg().add(1);
      IntVector sign = z.reinterpretAsInts().and(0x80000000);
      FloatVector far = plain.reinterpretAsInts().or(sign).reinterpretAsFloats();
      far.blend(near, z.abs().compare(VectorOperators.LT, Transcendental.TANH_NEAR))
          .mul(bound)
          .intoMemorySegment(x, BYTES * (xAt + i), LITTLE_ENDIAN);
    }
  }

  // gelu in three passes, from memory to memory, with exp in the middle: one method would be more
  // than C2 inlines.

  /** y[i] = ln(1 − erf t), where t = min(|x[i]/√2|, 4); {@code n} is a multiple of the lanes. */
  static void erfcLog(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    for (int i = 0; i < n; i += SPECIES.length()) {
      FloatVector t = fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN)
          .mul(Transcendental.SQRT_HALF)
          .abs()
          .min(4);
      FloatVector p = FloatVector.broadcast(SPECIES, Transcendental.C7);
      p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C6));
      p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C5));
      p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C4));
      p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C3));
      p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C2));
      p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C1));
      p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C0));
      FloatVector minus = t.neg();
      p.fma(minus, minus).intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
  }

  /** y[i] = −2u, where gelu's approximation is x / (1 + e^−2u); n is a multiple of the lanes. */
  static void geluExponent(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    for (int i = 0; i < n; i += SPECIES.length()) {
      FloatVector v = fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN);
      v.mul(Transcendental.TANH_CUBIC)
          .mul(v)
          .fma(v, v)
          .mul(Transcendental.SQRT_2_OVER_PI)
          .mul(-2)
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
  }

  /** y[i] = x[i] / (1 + y[i]); {@code n} is a multiple of the lanes. */
  static void divideByGrowth(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    for (int i = 0; i < n; i += SPECIES.length()) {
      fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN)
          .div(fromMemorySegment(SPECIES, y, BYTES * (yAt + i), LITTLE_ENDIAN).add(1))
          .intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
  }

  /**
   * {@link Transcendental#geluErf} in vectors.
   *
   * @param y exp of the result of {@link #erfcLog}, which is 1 − erf |x/√2| where |x/√2| is 1 or
   *     more; becomes the result
   * @param n a multiple of the lanes
   */
  static void geluErf(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
    requireAllocated(x);
    requireAllocated(y);
    for (int i = 0; i < n; i += SPECIES.length()) {
      FloatVector v = fromMemorySegment(SPECIES, x, BYTES * (xAt + i), LITTLE_ENDIAN);
      FloatVector z = v.mul(Transcendental.SQRT_HALF);
      FloatVector s = z.mul(z);
      FloatVector p = FloatVector.broadcast(SPECIES, Transcendental.R6);
      p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R5));
      p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R4));
      p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R3));
      p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R2));
      p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R1));
      p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R0));
      FloatVector near = p.fma(z, z);
      // With the sign of x; a NaN stays one.
      IntVector sign = z.reinterpretAsInts().and(0x80000000);
      FloatVector erfc = fromMemorySegment(SPECIES, y, BYTES * (yAt + i), LITTLE_ENDIAN);
      FloatVector far = erfc.neg().add(1).reinterpretAsInts().or(sign).reinterpretAsFloats();
      FloatVector erf = far.blend(near, z.abs().compare(VectorOperators.LT, 1));
      v.mul(0.5f).mul(erf.add(1)).intoMemorySegment(y, BYTES * (yAt + i), LITTLE_ENDIAN);
    }
  }
}
