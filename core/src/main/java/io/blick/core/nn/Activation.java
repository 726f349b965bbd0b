package io.blick.core.nn;

/** What a linear layer does to each element of its result. */
public sealed interface Activation permits Activation.None, Gelu {
  /** x. */
  Activation NONE = new None();

  /** x, as it is. */
  record None() implements Activation {}
}
