package io.blick.models.distilbert;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.nn.Embedding;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.encoder.EncoderSizes;
import io.blick.models.encoder.LayerNames;
import io.blick.models.encoder.LayerSizes;
import io.blick.models.encoder.PostNormStack;
import io.blick.models.stack.Stack;
import io.blick.models.text.Batch;
import io.blick.models.text.InputProjections;
import io.blick.models.text.Pass;
import io.blick.models.weights.WeightSource;

/**
 * DistilBERT: BERT without segments and pooler. The norm of the sum of the embeddings of piece and
 * position, then post-norm layers. Sanh et al. 2019 (arXiv 1910.01108).
 */
final class DistilBert implements Stack {
  private static final LayerNames LAYER = new LayerNames(
      "attention.q_lin",
      "attention.k_lin",
      "attention.v_lin",
      "attention.out_lin",
      "sa_layer_norm",
      "ffn.lin1",
      "ffn.lin2",
      "output_layer_norm");

  private final Embedding words;
  private final Embedding positions;
  private final LayerNorm norm;
  private final PostNormStack stack;

  /**
   * Reads the weights.
   *
   * @param at the prefix of their names
   */
  DistilBert(EncoderSizes sizes, LayerSizes layers, WeightSource weights, String at) {
    int width = layers.width();
    this.words =
        weights.embedding(at + "embeddings.word_embeddings.weight", sizes.vocabulary(), width);
    this.positions =
        weights.embedding(at + "embeddings.position_embeddings.weight", sizes.positions(), width);
    this.norm = weights.norm(at + "embeddings.LayerNorm", width, layers.epsilon());
    AttentionOptions options = AttentionOptions.full(layers.headDim());
    this.stack = new PostNormStack(weights, layers, options, LAYER, at + "transformer.layer.");
  }

  @Override
  public int layers() {
    return stack.layers();
  }

  @Override
  public Tensor embed(Ops ops, Pass pass) {
    Batch batch = pass.batch();
    Tensor sum =
        ops.add(ops.embedding(batch.ids(), words), ops.embedding(batch.positions(), positions));
    return ops.layerNorm(sum, norm);
  }

  @Override
  public Tensor block(Ops ops, int layer, Tensor x, Pass pass) {
    return stack.block(ops, layer, x, pass);
  }

  @Override
  public InputProjections inputProjections(int index) {
    return stack.inputProjections(index);
  }

  @Override
  public Tensor outputProjection(int index) {
    return stack.outputProjection(index);
  }
}
