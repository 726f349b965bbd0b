package io.blick.core.kernel;

import java.lang.System.Logger;

/**
 * The kernels of this virtual machine. Where they are slow, the first use of them says so in one
 * line of the logger {@code io.blick}.
 */
public final class Machine {
  /**
   * In vectors, or scalar where that is faster or the Vector API is not there. They take memory
   * that was allocated off the heap.
   */
  public static final Kernels KERNELS;

  /** Scalar, with the same bits, for memory of any kind: mapped files and arrays, too. */
  public static final Kernels FOR_ANY_MEMORY = new Kernels.ScalarKernels();

  static {
    Jvm jvm = Jvm.running();
    KERNELS = jvm.prefersVectors() ? new Kernels.VectorKernels() : new Kernels.ScalarKernels();
    // Last, so that a logger that computes with Blick finds the kernels.
    jvm.warning().ifPresent(Machine::warn);
  }

  private Machine() {}

  private static void warn(String warning) {
    try {
      System.getLogger("io.blick").log(Logger.Level.WARNING, warning);
    } catch (RuntimeException | Error broken) {
      // Where a program's logging fails, Blick computes all the same: this class would never load.
    }
  }
}
