package io.blick.core.width;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.Mask;
import io.blick.core.nn.LayerNorm;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;

/** Makes what has no kernels: tensors, layers, options and threads. */
final class Touches {
  private Touches() {}

  public static void main(String[] arguments) {
    Tensor x = Tensor.of(new float[] {1, 2}, 2);
    LayerNorm norm = new LayerNorm(x, x, 1e-12f);
    AttentionOptions options = AttentionOptions.full(3).withMask(Mask.causal());
    try (Parallel parallel = new Parallel(2)) {
      System.out.println(norm.gain().count() + " " + options.scale() + " " + parallel.threads());
    }
  }
}
