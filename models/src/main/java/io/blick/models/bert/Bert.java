package io.blick.models.bert;

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
 * BERT: the norm of the sum of the embeddings of piece, position and segment, then post-norm
 * layers. Devlin et al. 2018 (arXiv 1810.04805).
 */
final class Bert implements Stack {
  private static final LayerNames LAYER = new LayerNames(
      "attention.self.query",
      "attention.self.key",
      "attention.self.value",
      "attention.output.dense",
      "attention.output.LayerNorm",
      "intermediate.dense",
      "output.dense",
      "output.LayerNorm");

  private final Embedding words;
  private final Embedding positions;
  private final Embedding segments;
  private final LayerNorm norm;
  private final PostNormStack stack;

  /**
   * Reads the weights.
   *
   * @param at the prefix of their names
   */
  Bert(EncoderSizes sizes, LayerSizes layers, WeightSource weights, String at) {
    int width = layers.width();
    int known = sizes.segments().orElseThrow();
    this.words =
        weights.embedding(at + "embeddings.word_embeddings.weight", sizes.vocabulary(), width);
    this.positions =
        weights.embedding(at + "embeddings.position_embeddings.weight", sizes.positions(), width);
    this.segments = weights.embedding(at + "embeddings.token_type_embeddings.weight", known, width);
    this.norm = weights.norm(at + "embeddings.LayerNorm", width, layers.epsilon());
    AttentionOptions options = AttentionOptions.full(layers.headDim());
    this.stack = new PostNormStack(weights, layers, options, LAYER, at + "encoder.layer.");
  }

  @Override
  public int layers() {
    return stack.layers();
  }

  @Override
  public Tensor embed(Ops ops, Pass pass) {
    Batch batch = pass.batch();
    Tensor sum = ops.add(
        ops.add(ops.embedding(batch.ids(), words), ops.embedding(batch.segments(), segments)),
        ops.embedding(batch.positions(), positions));
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
