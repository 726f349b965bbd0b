package io.blick.models.causal;

import io.blick.core.nn.Activation;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;

/**
 * down(f(up(x))): a feed-forward part without a gate. Vaswani et al. 2017 (arXiv 1706.03762),
 * section 3.3.
 *
 * @param up from C to F
 * @param down from F to C
 * @param activation f
 */
public record FeedForward(Linear up, Linear down, Activation activation) {

  /** Returns what it adds to the hidden states: x (N, C) → (N, C). */
  public Tensor forward(Ops ops, Tensor x) {
    return ops.linear(ops.linear(x, up, activation), down);
  }
}
