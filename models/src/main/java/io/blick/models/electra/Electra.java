package io.blick.models.electra;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.nn.Embedding;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
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
import java.util.Optional;

/**
 * ELECTRA: the norm of the sum of the embeddings of piece, position and segment, which are
 * projected to the width of the layers if theirs is another one, then post-norm layers. Clark et
 * al. 2020 (arXiv 2003.10555).
 */
final class Electra implements Stack {
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
  private final Optional<Linear> projection;
  private final PostNormStack stack;

  /**
   * Reads the weights.
   *
   * @param at the prefix of their names
   */
  Electra(EncoderSizes sizes, LayerSizes layers, WeightSource weights, String at) {
    int width = sizes.embedding();
    int known = sizes.segments().orElseThrow();
    this.words =
        weights.embedding(at + "embeddings.word_embeddings.weight", sizes.vocabulary(), width);
    this.positions =
        weights.embedding(at + "embeddings.position_embeddings.weight", sizes.positions(), width);
    this.segments = weights.embedding(at + "embeddings.token_type_embeddings.weight", known, width);
    this.norm = weights.norm(at + "embeddings.LayerNorm", width, layers.epsilon());
    this.projection = Optional.of(at + "embeddings_project")
        .filter(_ -> width != layers.width())
        .map(name -> weights.linear(name, layers.width(), width));
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
    Tensor embedded = ops.layerNorm(sum, norm);
    return projection.map(layer -> ops.linear(embedded, layer)).orElse(embedded);
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
