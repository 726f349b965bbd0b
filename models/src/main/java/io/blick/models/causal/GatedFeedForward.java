package io.blick.models.causal;

import io.blick.core.nn.Activation;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.weights.WeightSource;

/**
 * down(f(gate(x)) · up(x)): a feed-forward part with a gate. Shazeer 2020 (arXiv 2002.05202).
 *
 * @param gate from C to F
 * @param up from C to F
 * @param down from F to C
 * @param activation f
 */
public record GatedFeedForward(Linear gate, Linear up, Linear down, Activation activation) {

  /**
   * Reads the weights of a layer.
   *
   * @param biased whether the three linear layers have biases
   * @param at the prefix of the names: {@code model.layers.0.mlp.}
   */
  public static GatedFeedForward read(
      WeightSource weights, CausalSizes sizes, Activation activation, boolean biased, String at) {
    int width = sizes.width();
    int inner = sizes.feedForward();
    return new GatedFeedForward(
        Biases.layer(weights, at + "gate_proj", inner, width, biased),
        Biases.layer(weights, at + "up_proj", inner, width, biased),
        Biases.layer(weights, at + "down_proj", width, inner, biased),
        activation);
  }

  /** Returns what it adds to the hidden states: x (N, C) → (N, C). */
  public Tensor forward(Ops ops, Tensor x) {
    Tensor gated = ops.multiply(ops.linear(x, gate, activation), ops.linear(x, up));
    return ops.linear(gated, down);
  }
}
