package io.blick.violations;

import java.util.function.DoubleUnaryOperator;

/** Takes a transcendental whose bits depend on the processor; a method reference counts too. */
public final class Sine {
  static final DoubleUnaryOperator SINE = Math::sin;

  private Sine() {}
}
