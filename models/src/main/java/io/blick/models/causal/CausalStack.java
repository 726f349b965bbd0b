package io.blick.models.causal;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.stack.Stack;

/** The layers of a causal language model, and what it computes from their last states. */
public interface CausalStack extends Stack {

  /**
   * Returns the norm of the last hidden states, from which the logits are computed.
   *
   * @param x the states after the last layer (N, C)
   * @return (N, C)
   */
  Tensor norm(Ops ops, Tensor x);

  /**
   * Returns a logit for each piece of the vocabulary.
   *
   * @param x the norm of hidden states (M, C)
   * @return (M, V)
   */
  Tensor logits(Ops ops, Tensor x);
}
