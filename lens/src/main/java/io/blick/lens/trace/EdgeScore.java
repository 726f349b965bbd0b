package io.blick.lens.trace;

/** What the number is that stands for how much one unit looks at another. */
public enum EdgeScore {
  /** The weight after the softmax; a row sums to 1. */
  WEIGHT,
  /**
   * ‖α f(v)‖: the length of the vector that the head takes from there, the value weighted and put
   * through the output projection (Kobayashi et al. 2020). A row has no fixed sum.
   */
  NORM,
  /**
   * Weights of all heads of a layer and those below it, multiplied layer by layer (Abnar and
   * Zuidema 2020); a row sums to 1. It has no heads.
   */
  ROLLOUT
}
