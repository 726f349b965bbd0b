package io.blick.models.bert;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.models.encoder.Encoder;
import io.blick.models.text.Batch;
import io.blick.models.weights.WeightSource;
import java.util.List;

/**
 * BERT: embeddings, then L layers of attention and feed-forward, each followed by a residual sum
 * and a layer norm (post-LayerNorm). Devlin et al. 2018 (arXiv 1810.04805), after Vaswani et al.
 * 2017.
 */
final class Bert implements Encoder {
  private final BertConfig config;
  private final Tensor words;
  private final Tensor positions;
  private final Tensor segments;
  private final LayerNorm embeddingNorm;
  private final List<Layer> layers;

  /** The parameters of one layer, named as in the figure of the paper. */
  private record Layer(
      Linear query,
      Linear key,
      Linear value,
      Linear output,
      LayerNorm attentionNorm,
      Linear up,
      Linear down,
      LayerNorm outputNorm) {}

  /**
   * Reads the weights.
   *
   * @param at the prefix of their names
   */
  Bert(BertConfig config, WeightSource weights, String at) {
    this.config = config;
    int width = config.width();
    this.words = weights.table(at + "embeddings.word_embeddings.weight", config.vocabulary(), width);
    this.positions =
        weights.table(at + "embeddings.position_embeddings.weight", config.positions(), width);
    this.segments =
        weights.table(at + "embeddings.token_type_embeddings.weight", config.segments(), width);
    this.embeddingNorm = weights.norm(at + "embeddings.LayerNorm", width, config.epsilon());
    this.layers =
        weights.layers(config.layers(), l -> layer(weights, at + "encoder.layer." + l + "."));
  }

  private Layer layer(WeightSource weights, String at) {
    int width = config.width();
    return new Layer(
        weights.linear(at + "attention.self.query", width, width),
        weights.linear(at + "attention.self.key", width, width),
        weights.linear(at + "attention.self.value", width, width),
        weights.linear(at + "attention.output.dense", width, width),
        weights.norm(at + "attention.output.LayerNorm", width, config.epsilon()),
        weights.linear(at + "intermediate.dense", config.feedForward(), width),
        weights.linear(at + "output.dense", width, config.feedForward()),
        weights.norm(at + "output.LayerNorm", width, config.epsilon()));
  }

  @Override
  public Tensor embed(Ops ops, Batch batch) {
    Tensor sum = ops.add(
        ops.add(ops.embedding(batch.ids(), words), ops.embedding(batch.segments(), segments)),
        ops.embedding(batch.positions(), positions));
    return ops.layerNorm(sum, embeddingNorm);
  }

  @Override
  public Tensor layer(Ops ops, int index, Tensor x, Sequences texts) {
    Layer layer = layers.get(index);
    AttentionOptions options = AttentionOptions.full(config.headDim());
    Tensor q = ops.splitHeads(ops.linear(x, layer.query()), config.heads());
    Tensor k = ops.splitHeads(ops.linear(x, layer.key()), config.heads());
    Tensor v = ops.splitHeads(ops.linear(x, layer.value()), config.heads());
    Tensor z = ops.joinHeads(ops.attention(index, q, k, v, texts, options));
    Tensor a = ops.layerNorm(ops.add(ops.linear(z, layer.output()), x), layer.attentionNorm());
    Tensor f = ops.linear(a, layer.up(), config.activation());
    return ops.layerNorm(ops.add(ops.linear(f, layer.down()), a), layer.outputNorm());
  }

  @Override
  public Tensor outputProjection(int index) {
    return layers.get(index).output().weight();
  }
}
