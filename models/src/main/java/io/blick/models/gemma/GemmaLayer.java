package io.blick.models.gemma;

import io.blick.core.nn.Ops;
import io.blick.core.nn.RmsNorm;
import io.blick.core.tensor.Tensor;
import io.blick.models.causal.CausalLayer;
import io.blick.models.causal.GatedFeedForward;
import io.blick.models.causal.SelfAttention;
import io.blick.models.text.Pass;

/**
 * A layer with norms before and after each part: a = x + norm(attention(norm(x))), a +
 * norm(feedForward(norm(a))). Gemma Team 2024 (arXiv 2408.00118), section 2.
 *
 * @param beforeAttention norm of what goes into attention
 * @param attention its parameters
 * @param afterAttention norm of what attention adds
 * @param beforeFeedForward norm of what goes into the feed-forward part
 * @param feedForward its parameters
 * @param afterFeedForward norm of what the feed-forward part adds
 */
record GemmaLayer(
    RmsNorm beforeAttention,
    SelfAttention attention,
    RmsNorm afterAttention,
    RmsNorm beforeFeedForward,
    GatedFeedForward feedForward,
    RmsNorm afterFeedForward)
    implements CausalLayer {

  @Override
  public Tensor forward(Ops ops, int layer, Tensor x, Pass pass) {
    Tensor z = attention.forward(ops, layer, ops.rmsNorm(x, beforeAttention), pass);
    Tensor a = ops.add(x, ops.rmsNorm(z, afterAttention));
    Tensor f = feedForward.forward(ops, ops.rmsNorm(a, beforeFeedForward));
    return ops.add(a, ops.rmsNorm(f, afterFeedForward));
  }
}
