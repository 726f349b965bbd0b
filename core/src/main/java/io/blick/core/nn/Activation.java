package io.blick.core.nn;

/** The activation function of a linear layer, applied to each element of its result. */
public sealed interface Activation
    permits Activation.None, Activation.Relu, Activation.Silu, Activation.Tanh, Gelu {
  /** No activation. */
  Activation NONE = new None();

  /** The rectified linear unit. */
  Activation RELU = new Relu();

  /** The sigmoid linear unit, also called swish. */
  Activation SILU = new Silu();

  /** The hyperbolic tangent. */
  Activation TANH = new Tanh();

  /** The identity: x. */
  record None() implements Activation {}

  /** max(0, x); NaN stays NaN. */
  record Relu() implements Activation {}

  /** x / (1 + exp(−x)): Hendrycks and Gimpel 2016 (arXiv 1606.08415, section 2). */
  record Silu() implements Activation {}

  /** tanh x. */
  record Tanh() implements Activation {}
}
