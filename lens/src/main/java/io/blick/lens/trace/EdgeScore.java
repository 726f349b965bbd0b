package io.blick.lens.trace;

/** The number that says how much one unit looks at another: each kind of map has its own. */
public enum EdgeScore {
  /** The attention weight of a head, after the softmax: from 0 to 1; a row sums to 1. */
  WEIGHT,
  /**
   * ‖α f(v)‖, α the weight and f(v) = W_O v: the length of the vector that a head takes from the
   * unit looked at, on the scale of the hidden states (Kobayashi et al. 2020). A row has no fixed
   * sum.
   */
  NORM,
  /**
   * Attention rollout, the product over a layer and all layers below it of ½ (mean weight of the
   * heads) + ½ I (Abnar and Zuidema 2020): from 0 to 1; a row sums to 1. It belongs to a layer, not
   * to a head.
   */
  ROLLOUT
}
