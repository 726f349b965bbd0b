package io.blick.core.nn;

import io.blick.core.tensor.Tensor;

/**
 * The parameters of x / √(mean(x²) + epsilon) · gain over the last axis, Zhang and Sennrich 2019
 * (arXiv 1910.07467).
 *
 * @param gain factor (C)
 * @param epsilon added to the mean of the squares
 */
public record RmsNorm(Tensor gain, float epsilon) {
  /** Checks that the gain is there. */
  public RmsNorm {
    Shapes.present("rmsNorm: gain", gain);
  }
}
