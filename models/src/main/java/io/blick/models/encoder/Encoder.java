package io.blick.models.encoder;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.InputProjections;

/** The embeddings and layers of an encoder: the page that an architecture is. */
public interface Encoder {

  /** Returns the hidden states after the embeddings (N, C). */
  Tensor embed(Ops ops, Batch batch);

  /**
   * Returns the hidden states after a layer (N, C).
   *
   * @param index of the layer, from 0
   * @param x the states before it (N, C)
   * @param texts which rows belong to which text
   */
  Tensor layer(Ops ops, int index, Tensor x, Sequences texts);

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
