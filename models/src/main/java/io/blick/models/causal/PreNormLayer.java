package io.blick.models.causal;

import io.blick.core.nn.Ops;
import io.blick.core.nn.RmsNorm;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Pass;
import io.blick.models.weights.WeightSource;

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
    GatedFeedForward feedForward)
    implements CausalLayer {

  /**
   * Reads the two norms of a layer, and puts it together.
   *
   * @param epsilon of the norms
   * @param at the prefix of the names: {@code model.layers.0.}
   */
  public static PreNormLayer read(
      WeightSource weights,
      CausalSizes sizes,
      float epsilon,
      String at,
      SelfAttention attention,
      GatedFeedForward feedForward) {
    int width = sizes.width();
    return new PreNormLayer(
        weights.rmsNorm(at + "input_layernorm", width, epsilon, 0),
        attention,
        weights.rmsNorm(at + "post_attention_layernorm", width, epsilon, 0),
        feedForward);
  }

  @Override
  public Tensor forward(Ops ops, int layer, Tensor x, Pass pass) {
    Tensor a = ops.add(x, attention.forward(ops, layer, ops.rmsNorm(x, attentionNorm), pass));
    return ops.add(a, feedForward.forward(ops, ops.rmsNorm(a, feedForwardNorm)));
  }
}
