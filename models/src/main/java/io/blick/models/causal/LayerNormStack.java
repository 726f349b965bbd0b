package io.blick.models.causal;

import io.blick.core.nn.Embedding;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.InputProjections;
import io.blick.models.text.Pass;
import java.util.List;
import java.util.Optional;

/**
 * Word embeddings, layers, a layer norm, and the logits: a stack as GPT-2's.
 *
 * @param table the word embeddings
 * @param positions embeddings of positions that are added to them, if the model has learned some
 * @param each the layers
 * @param norm of the last hidden states
 * @param decoder from C to V
 */
public record LayerNormStack(
    Embedding table,
    Optional<Embedding> positions,
    List<LayerNormLayer> each,
    LayerNorm norm,
    Linear decoder)
    implements CausalStack {

  @Override
  public int layers() {
    return each.size();
  }

  @Override
  public Tensor embed(Ops ops, Pass pass) {
    Tensor words = ops.embedding(pass.batch().ids(), table);
    return positions
        .map(learned -> ops.add(words, ops.embedding(pass.positions(), learned)))
        .orElse(words);
  }

  @Override
  public Tensor block(Ops ops, int layer, Tensor x, Pass pass) {
    return each.get(layer).forward(ops, layer, x, pass);
  }

  @Override
  public Tensor norm(Ops ops, Tensor x) {
    return ops.layerNorm(x, norm);
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
