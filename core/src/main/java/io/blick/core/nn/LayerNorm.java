package io.blick.core.nn;

import io.blick.core.tensor.Tensor;

/**
 * The parameters of (x − mean) / √(variance + epsilon) · gain + bias over the last axis, Ba et al.
 * 2016 (arXiv 1607.06450).
 *
 * @param gain factor (C)
 * @param bias addend (C)
 * @param epsilon added to the variance
 */
public record LayerNorm(Tensor gain, Tensor bias, float epsilon) {
  /** Checks that both are there. */
  public LayerNorm {
    Shapes.present("layerNorm: gain", gain);
    Shapes.present("layerNorm: bias", bias);
  }
}
