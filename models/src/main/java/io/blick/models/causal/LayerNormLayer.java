package io.blick.models.causal;

import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Pass;

/**
 * A layer of attention and a feed-forward part, each on a layer norm of hidden states and added to
 * them. Radford et al. 2019 (Language Models are Unsupervised Multitask Learners), section 2.3.
 *
 * @param attentionNorm before attention
 * @param attention its parameters
 * @param feedForwardNorm before the feed-forward part
 * @param feedForward its parameters
 * @param order which hidden states the feed-forward part is given
 */
public record LayerNormLayer(
    LayerNorm attentionNorm,
    SelfAttention attention,
    LayerNorm feedForwardNorm,
    FeedForward feedForward,
    Order order)
    implements CausalLayer {

  /** Which hidden states the feed-forward part is given. */
  public enum Order {
    /** Those after attention: a = x + attention(norm(x)), a + feedForward(norm(a)). */
    ONE_AFTER_THE_OTHER,
    /**
     * Those before attention: x + attention(norm(x)) + feedForward(norm(x)), Black et al. 2022
     * (arXiv 2204.06745), section 2.1.
     */
    SIDE_BY_SIDE
  }

  @Override
  public Tensor forward(Ops ops, int layer, Tensor x, Pass pass) {
    Tensor a = ops.add(x, attention.forward(ops, layer, ops.layerNorm(x, attentionNorm), pass));
    Tensor given = switch (order) {
      case ONE_AFTER_THE_OTHER -> a;
      case SIDE_BY_SIDE -> x;
    };
    return ops.add(a, feedForward.forward(ops, ops.layerNorm(given, feedForwardNorm)));
  }
}
