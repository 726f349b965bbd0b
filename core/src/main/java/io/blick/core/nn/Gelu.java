package io.blick.core.nn;

/** Which Gaussian error linear unit, Hendrycks and Gimpel 2016 (arXiv 1606.08415). */
public enum Gelu implements Activation {
  /** x · Φ(x) = x/2 · (1 + erf(x/√2)). */
  ERF,
  /** x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))). */
  TANH
}
