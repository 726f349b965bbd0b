package io.blick.core.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Transcendental} in lanes, step by step the same. */
final class VectorTranscendental {
  // A constant, not a field of the instance: the compiler folds lane counts only when the species
  // is one. Never more than 16 lanes, since a row sum has 16 partial sums.
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > Kernels.PARTIALS
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final long BYTES = Float.BYTES;

  // Runs one of everything, so that every class of vectors is loaded before a kernel is compiled:
  // the compiler throws away what it compiled in the belief that there was no such class.
  static final float LOADED = exp(FloatVector.zero(SPECIES)).reduceLanes(VectorOperators.MAX);

  private VectorTranscendental() {}

  /** {@link Transcendental#exp} in lanes. */
  static FloatVector exp(FloatVector x) {
    FloatVector magic = FloatVector.broadcast(SPECIES, Transcendental.MAGIC);
    FloatVector shifted = x.fma(FloatVector.broadcast(SPECIES, Transcendental.LOG2_E), magic);
    IntVector power = shifted.reinterpretAsInts().sub(magic.reinterpretAsInts());
    FloatVector n = shifted.sub(magic);
    FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -Transcendental.LN2_HIGH), x);
    r = n.fma(FloatVector.broadcast(SPECIES, -Transcendental.LN2_LOW), r);
    FloatVector p = FloatVector.broadcast(SPECIES, Transcendental.E6);
    p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E5));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E4));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E3));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.E2));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1));
    IntVector half = power.lanewise(VectorOperators.ASHR, 1);
    FloatVector y = p.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
    y = y.blend(0, x.compare(VectorOperators.LT, Transcendental.EXP_LOW));
    VectorMask<Float> over = x.compare(VectorOperators.GT, Transcendental.EXP_HIGH);
    return y.blend(Float.POSITIVE_INFINITY, over);
  }

  /** {@link Transcendental#exp2} in lanes. */
  static FloatVector exp2(FloatVector x) {
    FloatVector shifted = x.add(Transcendental.EXP2_MAGIC);
    FloatVector r = x.sub(shifted.sub(Transcendental.EXP2_MAGIC));
    FloatVector p = FloatVector.broadcast(SPECIES, Transcendental.T6);
    p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.T5));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.T4));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.T3));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.T2));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Transcendental.T1));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1));
    IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    FloatVector y = p.mul(power.reinterpretAsFloats());
    return y.blend(0, x.compare(VectorOperators.LT, Transcendental.EXP2_LOW));
  }

  /** {@link Transcendental#logSumExp} in lanes. */
  static void logSumExp(MemorySegment state, long stateAt, MemorySegment y, long yAt, int width) {
    // From memory to memory: where C2 does not put it in place, vectors would be boxed.
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
          max.add(whole).fma(FloatVector.broadcast(SPECIES, Transcendental.LN_2), log);
      VectorMask<Float> good = sum.compare(VectorOperators.GT, 0)
          .and(sum.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
      lse = FloatVector.broadcast(SPECIES, Float.NaN).blend(lse, good);
      VectorMask<Float> nothing = max.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY)
          .and(sum.compare(VectorOperators.EQ, 0));
      lse.blend(Float.NEGATIVE_INFINITY, nothing)
          .intoMemorySegment(y, BYTES * (yAt + c), LITTLE_ENDIAN);
    }
  }

  /** {@link Transcendental#tanh} in lanes. */
  static FloatVector tanh(FloatVector x) {
    FloatVector s = x.mul(x);
    FloatVector p = FloatVector.broadcast(SPECIES, Transcendental.H4);
    p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.H3));
    p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.H2));
    p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.H1));
    p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.H0));
    FloatVector near = x.mul(s).fma(p, x);
    FloatVector growth = exp(x.abs().mul(2)).add(1);
    FloatVector plain = FloatVector.broadcast(SPECIES, 2).div(growth).neg().add(1);
    IntVector sign = x.reinterpretAsInts().and(0x80000000);
    FloatVector far = plain.reinterpretAsInts().or(sign).reinterpretAsFloats();
    VectorMask<Float> isNear = x.abs().compare(VectorOperators.LT, Transcendental.TANH_NEAR);
    return far.blend(near, isNear);
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  // gelu in three passes, from memory to memory, the middle one being exp: in one method they would
  // be more than the second compiler puts in place.

  /** y[i] = ln(1 − erf t), where t = min(|x[i]/√2|, 4); {@code n} is a multiple of the lanes. */
  static void erfcLog(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
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

  /**
   * {@link Transcendental#geluErf} in lanes.
   *
   * @param y exp of what {@link #erfcLog} gives for x, which is 1 − erf |x/√2| where |x/√2| is 1 or
   *     more; becomes the result
   * @param n a multiple of the lanes
   */
  static void geluErf(MemorySegment x, long xAt, MemorySegment y, long yAt, int n) {
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
