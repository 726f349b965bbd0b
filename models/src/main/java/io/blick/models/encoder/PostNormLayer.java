package io.blick.models.encoder;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Pass;
import io.blick.models.weights.WeightSource;

/**
 * A layer of attention and feed-forward, each followed by a residual sum and a layer norm: a =
 * norm(attention(x) + x), norm(feedForward(a) + a). Vaswani et al. 2017 (arXiv 1706.03762, section
 * 3.1).
 *
 * @param query W and b of the queries
 * @param key of the keys
 * @param value of the values
 * @param output of the output projection
 * @param attentionNorm after attention
 * @param up from C to F
 * @param down from F to C
 * @param outputNorm after the feed-forward part
 */
record PostNormLayer(
    Linear query,
    Linear key,
    Linear value,
    Linear output,
    LayerNorm attentionNorm,
    Linear up,
    Linear down,
    LayerNorm outputNorm) {

  /**
   * Reads the weights of a layer.
   *
   * @param at the prefix of the layer in the file
   */
  static PostNormLayer read(WeightSource weights, LayerSizes sizes, LayerNames names, String at) {
    int width = sizes.width();
    int inner = sizes.feedForward();
    return new PostNormLayer(
        weights.linear(at + names.query(), width, width),
        weights.linear(at + names.key(), width, width),
        weights.linear(at + names.value(), width, width),
        weights.linear(at + names.output(), width, width),
        weights.norm(at + names.attentionNorm(), width, sizes.epsilon()),
        weights.linear(at + names.up(), inner, width),
        weights.linear(at + names.down(), width, inner),
        weights.norm(at + names.outputNorm(), width, sizes.epsilon()));
  }

  /**
   * Returns the hidden states after the layer.
   *
   * @param index of the layer, from 0
   * @param x the states before it (N, C)
   */
  Tensor forward(
      Ops ops, int index, Tensor x, Pass pass, LayerSizes sizes, AttentionOptions options) {
    Tensor q = ops.splitHeads(ops.linear(x, query), sizes.heads());
    Tensor k = ops.splitHeads(ops.linear(x, key), sizes.heads());
    Tensor v = ops.splitHeads(ops.linear(x, value), sizes.heads());
    AttentionSite site = AttentionSite.encoder(index);
    KvSource source = pass.source(site, k, v);
    Tensor z = ops.joinHeads(ops.attention(site, q, pass.batch().sequences(), source, options));
    Tensor a = ops.layerNorm(ops.add(ops.linear(z, output), x), attentionNorm);
    Tensor f = ops.linear(a, up, sizes.activation());
    return ops.layerNorm(ops.add(ops.linear(f, down), a), outputNorm);
  }
}
