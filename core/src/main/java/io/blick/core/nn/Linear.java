package io.blick.core.nn;

import io.blick.core.tensor.Axes;
import io.blick.core.tensor.Tensor;

/**
 * The parameters of y = x Wᵀ + b, as the checkpoint stores them: nothing is packed or copied, so a
 * model opens as fast as its file is mapped.
 *
 * @param weight W (O, I), float32
 * @param bias b (O), float32
 */
public record Linear(Tensor weight, Tensor bias) {
  private static final Axes AXES = Axes.of("linear", "weight: O I", "bias: O");

  /**
   * Checks that the sizes agree.
   *
   * @throws io.blick.core.tensor.ShapeException if they do not
   */
  public Linear {
    AXES.check(weight, bias);
  }

  /** Returns O, the width of what comes out. */
  public int outputs() {
    return AXES.size("O", "bias", bias);
  }
}
