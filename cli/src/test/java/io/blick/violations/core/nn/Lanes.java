package io.blick.violations.core.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Uses vectors outside the kernel room, and a transcendental of theirs. */
public final class Lanes {
  FloatVector exp(FloatVector x) {
    return x.lanewise(VectorOperators.EXP);
  }
}
