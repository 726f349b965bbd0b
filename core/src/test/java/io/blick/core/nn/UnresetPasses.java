package io.blick.core.nn;

import com.sun.management.OperatingSystemMXBean;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.management.ManagementFactory;

/**
 * Passes whose results nobody resets: 1,000 of them, of 3 MB each, outside of scopes and in one.
 */
public final class UnresetPasses {
  private UnresetPasses() {}

  /** Runs the passes. */
  public static void main(String[] args) {
    Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);
    Tensor wide = Tensor.of(new float[1_000_003], 1_000_003);
    long before = committed();
    double sum = 0;
    try (Parallel parallel = new Parallel(1);
        EagerOps ops = EagerOps.on(parallel)) {
      for (int pass = 0; pass < 1000; pass++) {
        ops.relu(wide);
        sum += ops.scoped(() -> ops.add(ops.relu(wide), wide)).get(1_000_002);
        sum += ops.add(x, x).get(2);
      }
      if (sum != 6000) {
        throw new IllegalStateException("passes: the sum must be 6000; got " + sum);
      }
      System.out.println((committed() - before) >> 20);
    }
  }

  private static long committed() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getCommittedVirtualMemorySize();
  }
}
