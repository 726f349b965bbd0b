package io.blick.core.nn;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;

/**
 * Passes whose results nobody resets: 1,000 of them, of 3 MB each, outside of scopes and in one.
 */
public final class UnresetPasses {
  private UnresetPasses() {}

  /** Prints the sum of all that was read. */
  public static void main(String[] args) {
    Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);
    Tensor wide = Tensor.of(new float[1_000_003], 1_000_003);
    double sum = 0;
    try (Parallel parallel = new Parallel(1);
        EagerOps ops = EagerOps.on(parallel)) {
      for (int pass = 0; pass < 500; pass++) {
        ops.relu(wide);
        sum += ops.scoped(() -> ops.add(ops.relu(wide), wide)).count();
        sum += ops.add(x, x).get(2);
      }
    }
    System.out.println(sum);
  }
}
