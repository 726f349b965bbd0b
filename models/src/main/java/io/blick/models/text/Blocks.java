package io.blick.models.text;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;

/**
 * The parts of a transformer that run one after another: the embeddings, then block after block,
 * each of which takes the hidden states before it to those after it. An architecture is written as
 * these; {@link HiddenStates} runs them.
 */
public interface Blocks {

  /** Returns the number of blocks: the layers, L. */
  int layers();

  /** Returns the hidden states after the embeddings (N, C). */
  Tensor embed(Ops ops, Pass pass);

  /**
   * Returns the hidden states after a block (N, C).
   *
   * @param layer counted from 0
   * @param x the states before it (N, C)
   */
  Tensor block(Ops ops, int layer, Tensor x, Pass pass);
}
