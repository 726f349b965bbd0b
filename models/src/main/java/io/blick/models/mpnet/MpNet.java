package io.blick.models.mpnet;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.Mask;
import io.blick.core.nn.Embedding;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Sequences;
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
 * MPNet: the norm of the sum of the embeddings of piece and position, then post-norm layers, in
 * which a number of the head is added to each score, by how far the key is from the query. Song et
 * al. 2020 (arXiv 2004.09297).
 */
final class MpNet implements Stack {
  /** Rows of the table of positions before those of a text's pieces. */
  static final int FIRST_POSITION = 2;

  // The piece and the position of padding, whatever config.json says.
  private static final int PADDING = 1;

  private static final LayerNames LAYER = new LayerNames(
      "attention.attn.q",
      "attention.attn.k",
      "attention.attn.v",
      "attention.attn.o",
      "attention.LayerNorm",
      "intermediate.dense",
      "output.dense",
      "output.LayerNorm");

  private final Embedding words;
  private final Embedding positions;
  private final LayerNorm norm;
  private final PostNormStack stack;

  /**
   * Reads the weights.
   *
   * @param at the prefix of their names
   */
  MpNet(EncoderSizes sizes, LayerSizes layers, WeightSource weights, String at) {
    int width = layers.width();
    this.words =
        weights.embedding(at + "embeddings.word_embeddings.weight", sizes.vocabulary(), width);
    this.positions = weights.embedding(
        at + "embeddings.position_embeddings.weight", sizes.positions() + FIRST_POSITION, width);
    this.norm = weights.norm(at + "embeddings.LayerNorm", width, layers.epsilon());
    Tensor numbers = weights.table(
        at + "encoder.relative_attention_bias.weight", DistanceBuckets.COUNT, layers.heads());
    Mask distances =
        Mask.relative(DistanceBuckets.table(numbers, layers.heads(), sizes.positions()));
    AttentionOptions options = AttentionOptions.full(layers.headDim()).withMask(distances);
    this.stack = new PostNormStack(weights, layers, options, LAYER, at + "encoder.layer.");
  }

  @Override
  public int layers() {
    return stack.layers();
  }

  @Override
  public Tensor embed(Ops ops, Pass pass) {
    Batch batch = pass.batch();
    Tensor sum =
        ops.add(ops.embedding(batch.ids(), words), ops.embedding(places(batch), positions));
    return ops.layerNorm(sum, norm);
  }

  /** Returns the row of each piece in the table of positions; a typed padding piece has none. */
  private static Tensor places(Batch batch) {
    int[] ids = batch.ids().toInts();
    int[] places = new int[ids.length];
    Sequences texts = batch.sequences();
    for (int b = 0; b < texts.count(); b++) {
      int next = FIRST_POSITION;
      for (int row = texts.start(b); row < texts.start(b) + texts.length(b); row++) {
        places[row] = ids[row] == PADDING ? PADDING : next++;
      }
    }
    return Tensor.of(places, places.length);
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
