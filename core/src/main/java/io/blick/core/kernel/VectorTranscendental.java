package io.blick.core.kernel;

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

  // Runs one of everything, so that every class of vectors is loaded before a kernel is compiled:
  // the compiler throws away what it compiled in the belief that there was no such class.
  static final float LOADED = erf(FloatVector.zero(SPECIES), exp(FloatVector.zero(SPECIES)))
      .reduceLanes(VectorOperators.MAX);

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

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  /**
   * {@link Transcendental#erf} in lanes.
   *
   * @param erfc exp(erfcLog(min(|x|, 4))), which is 1 − erf |x| where |x| is 1 or more
   */
  static FloatVector erf(FloatVector x, FloatVector erfc) {
    FloatVector s = x.mul(x);
    FloatVector p = FloatVector.broadcast(SPECIES, Transcendental.R6);
    p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R5));
    p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R4));
    p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R3));
    p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R2));
    p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R1));
    p = p.fma(s, FloatVector.broadcast(SPECIES, Transcendental.R0));
    FloatVector near = p.fma(x, x);
    // With the sign of x; a NaN stays one.
    IntVector sign = x.reinterpretAsInts().and(0x80000000);
    FloatVector far = erfc.neg().add(1).reinterpretAsInts().or(sign).reinterpretAsFloats();
    return far.blend(near, x.abs().compare(VectorOperators.LT, 1));
  }

  /** The logarithm of 1 − erf t, for t from 1 to 4. */
  static FloatVector erfcLog(FloatVector t) {
    FloatVector p = FloatVector.broadcast(SPECIES, Transcendental.C7);
    p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C6));
    p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C5));
    p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C4));
    p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C3));
    p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C2));
    p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C1));
    p = p.fma(t, FloatVector.broadcast(SPECIES, Transcendental.C0));
    FloatVector minus = t.neg();
    return p.fma(minus, minus);
  }
}
