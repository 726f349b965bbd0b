package io.blick.core.kernel;

/** What this virtual machine computes with. */
public final class Machine {
  /** The fastest kernels that it can run: scalar where it lacks the Vector API. */
  public static final Kernels KERNELS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          ? VectorKernels.preferred()
          : new ScalarKernels();

  /** The same choice for statistics. */
  public static final StatisticKernels STATISTICS =
      KERNELS instanceof VectorKernels ? new VectorStatistics() : new ScalarStatistics();

  private Machine() {}
}
