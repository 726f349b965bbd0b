package io.blick.core.nn;

/** The activation function of a linear layer, applied to each element of its result. */
public sealed interface Activation permits Activation.None, Gelu {
  /** No activation. */
  Activation NONE = new None();

  /** The identity: x. */
  record None() implements Activation {}
}
