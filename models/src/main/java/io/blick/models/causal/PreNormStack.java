package io.blick.models.causal;

import io.blick.core.nn.Embedding;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.nn.RmsNorm;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.InputProjections;
import io.blick.models.text.Pass;
import io.blick.models.weights.WeightSource;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Word embeddings, pre-norm layers, a norm, and the logits: a stack as Llama's.
 *
 * @param table the word embeddings
 * @param each the layers
 * @param norm of the last hidden states
 * @param decoder from C to V
 */
public record PreNormStack(Embedding table, List<CausalLayer> each, RmsNorm norm, Linear decoder)
    implements CausalStack {

  /**
   * Reads the weights.
   *
   * @param epsilon of the norm
   * @param at the prefix of the names of the stack's weights
   * @param decoder the name of the layer that gives the logits
   * @param layer reads a layer by its number
   */
  public static PreNormStack read(
      WeightSource weights,
      CausalSizes sizes,
      float epsilon,
      String at,
      String decoder,
      IntFunction<CausalLayer> layer) {
    int width = sizes.width();
    int vocabulary = sizes.vocabulary();
    return new PreNormStack(
        weights.embedding(at + "embed_tokens.weight", vocabulary, width),
        weights.layers(sizes.layers(), layer),
        weights.rmsNorm(at + "norm", width, epsilon, 0),
        weights.linearWithoutBias(decoder, vocabulary, width));
  }

  @Override
  public int layers() {
    return each.size();
  }

  @Override
  public Tensor embed(Ops ops, Pass pass) {
    return ops.embedding(pass.batch().ids(), table);
  }

  @Override
  public Tensor block(Ops ops, int layer, Tensor x, Pass pass) {
    return each.get(layer).forward(ops, layer, x, pass);
  }

  @Override
  public Tensor norm(Ops ops, Tensor x) {
    return ops.rmsNorm(x, norm);
  }

  @Override
  public Tensor logits(Ops ops, Tensor x) {
    return ops.linear(x, decoder);
  }

  @Override
  public InputProjections inputProjections(int index) {
    return each.get(index).attention().inputProjections();
  }

  @Override
  public Tensor outputProjection(int index) {
    return each.get(index).attention().output().weight().dense();
  }
}
