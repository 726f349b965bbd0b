package io.blick.models.causal;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Pass;

/** A layer of a causal language model: attention and a feed-forward part, in whatever order. */
public interface CausalLayer {

  /**
   * Returns the hidden states after the layer (N, C).
   *
   * @param layer counted from 0
   * @param x the states before it (N, C)
   */
  Tensor forward(Ops ops, int layer, Tensor x, Pass pass);

  /** Returns the parameters of its attention. */
  SelfAttention attention();
}
