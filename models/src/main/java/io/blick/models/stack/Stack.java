package io.blick.models.stack;

import io.blick.core.tensor.Tensor;
import io.blick.models.text.Blocks;
import io.blick.models.text.InputProjections;

/** The embeddings and layers of a transformer: the page that an architecture is. */
public interface Stack extends Blocks {

  /**
   * Returns the projections of a layer to queries, keys and values.
   *
   * @param index of the layer, from 0
   */
  InputProjections inputProjections(int index);

  /**
   * Returns the weight W_O of the output projection of a layer (C, H · D).
   *
   * @param index of the layer, from 0
   */
  Tensor outputProjection(int index);
}
