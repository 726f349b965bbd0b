package io.blick.models.encoder;

import io.blick.core.nn.Activation;

/**
 * The sizes of layers, which are the same in each.
 *
 * @param count number of layers, L
 * @param width of the hidden states, C
 * @param heads number of heads, H
 * @param feedForward width between the two linear layers, F
 * @param activation between these two
 * @param epsilon of the layer norms
 */
public record LayerSizes(
    int count, int width, int heads, int feedForward, Activation activation, float epsilon) {

  /** Returns the head dimension D = C / H. */
  public int headDim() {
    return width / heads;
  }
}
