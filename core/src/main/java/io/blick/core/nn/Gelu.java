package io.blick.core.nn;

/**
 * The Gaussian error linear unit, exact or approximated by tanh: Hendrycks and Gimpel 2016 (arXiv
 * 1606.08415).
 */
public enum Gelu implements Activation {
  /** x · Φ(x) = x/2 · (1 + erf(x/√2)). */
  ERF,
  /** x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))). */
  TANH
}
