package io.blick.models.causal;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.InputProjections;
import io.blick.models.text.Pass;
import io.blick.models.weights.WeightSource;

/**
 * Attention of the pieces of a text to each other: output(attention(q, k, v)), with q, k and v
 * projected from x. Query heads may share key-value heads, Ainslie et al. 2023 (arXiv 2305.13245).
 *
 * @param query W and b of the queries
 * @param key of the keys
 * @param value of the values
 * @param output of the output projection
 * @param turn what is done to the queries and keys of each head before they meet
 * @param headDim elements of a query, D
 * @param options mask, scale and cap
 */
public record SelfAttention(
    Linear query,
    Linear key,
    Linear value,
    Linear output,
    HeadTurn turn,
    int headDim,
    AttentionOptions options) {

  /**
   * Reads the weights of a layer.
   *
   * @param biases which projections have them
   * @param at the prefix of the names: {@code model.layers.0.self_attn.}
   */
  public static SelfAttention read(
      WeightSource weights,
      CausalSizes sizes,
      Biases biases,
      String at,
      HeadTurn turn,
      AttentionOptions options) {
    int width = sizes.width();
    return new SelfAttention(
        biases.input(weights, at + "q_proj", sizes.queries(), width),
        biases.input(weights, at + "k_proj", sizes.keys(), width),
        biases.input(weights, at + "v_proj", sizes.keys(), width),
        biases.output(weights, at + "o_proj", width, sizes.queries()),
        turn,
        sizes.headDim(),
        options);
  }

  /**
   * Returns what attention adds to the hidden states.
   *
   * @param layer counted from 0
   * @param x the normed states (N, C)
   * @return (N, C)
   */
  public Tensor forward(Ops ops, int layer, Tensor x, Pass pass) {
    AttentionSite site = AttentionSite.decoder(layer);
    Tensor q = turn.query(ops, split(ops, x, query), pass.positions());
    Tensor k = turn.key(ops, split(ops, x, key), pass.positions());
    KvSource source = pass.source(site, k, split(ops, x, value));
    Tensor z = ops.attention(site, q, pass.batch().sequences(), source, options);
    return ops.linear(ops.joinHeads(z), output);
  }

  private Tensor split(Ops ops, Tensor x, Linear projection) {
    return ops.splitHeads(ops.linear(x, projection), projection.outputs() / headDim);
  }

  /** Returns the projections to queries, keys and values. */
  public InputProjections inputProjections() {
    return new InputProjections(query, key, value);
  }
}
