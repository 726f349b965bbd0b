package io.blick.models.causal;

import io.blick.core.nn.Ops;
import io.blick.core.nn.RmsNorm;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Pass;

/**
 * A layer of attention and a gated feed-forward part, each on the norm of the hidden states and
 * added to them: a = x + attention(norm(x)), a + feedForward(norm(a)). Touvron et al. 2023 (arXiv
 * 2302.13971).
 *
 * @param attentionNorm before attention
 * @param attention its parameters
 * @param feedForwardNorm before the feed-forward part
 * @param feedForward its parameters
 */
public record PreNormLayer(
    RmsNorm attentionNorm,
    SelfAttention attention,
    RmsNorm feedForwardNorm,
    GatedFeedForward feedForward) {

  /**
   * Returns the hidden states after the layer (N, C).
   *
   * @param layer counted from 0
   * @param x the states before it (N, C)
   */
  public Tensor forward(Ops ops, int layer, Tensor x, Pass pass) {
    Tensor a = ops.add(x, attention.forward(ops, layer, ops.rmsNorm(x, attentionNorm), pass));
    return ops.add(a, feedForward.forward(ops, ops.rmsNorm(a, feedForwardNorm)));
  }
}
