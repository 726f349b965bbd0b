package io.blick.models.encoder;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.InputProjections;
import io.blick.models.text.Pass;
import io.blick.models.weights.WeightSource;
import java.util.List;

/** The layers of an encoder, each a {@link PostNormLayer}. */
public final class PostNormStack {
  private final LayerSizes sizes;
  private final AttentionOptions options;
  private final List<PostNormLayer> layers;

  /**
   * Reads the weights.
   *
   * @param options of every attention
   * @param at the prefix of the names of the layers in the file, before their numbers
   */
  public PostNormStack(
      WeightSource weights,
      LayerSizes sizes,
      AttentionOptions options,
      LayerNames names,
      String at) {
    this.sizes = sizes;
    this.options = options;
    this.layers =
        weights.layers(sizes.count(), l -> PostNormLayer.read(weights, sizes, names, at + l + "."));
  }

  /**
   * Returns the hidden states after a layer (N, C).
   *
   * @param layer counted from 0
   * @param x the states before it (N, C)
   */
  public Tensor block(Ops ops, int layer, Tensor x, Pass pass) {
    return layers.get(layer).forward(ops, layer, x, pass, sizes, options);
  }

  /** Returns the number of layers. */
  public int layers() {
    return layers.size();
  }

  /** Returns the projections of a layer to queries, keys and values. */
  public InputProjections inputProjections(int index) {
    PostNormLayer layer = layers.get(index);
    return new InputProjections(layer.query(), layer.key(), layer.value());
  }

  /** Returns a copy of the weight of the output projection of a layer (C, H · D). */
  public Tensor outputProjection(int index) {
    return layers.get(index).output().weight().dense();
  }
}
