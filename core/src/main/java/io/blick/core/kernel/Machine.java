package io.blick.core.kernel;

/** The kernels of this virtual machine. */
public final class Machine {
  /** Vector kernels, or scalar ones where the Vector API is not there. */
  public static final Kernels KERNELS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          ? VectorKernels.preferred()
          : new ScalarKernels();

  /** The statistics, by the same choice. */
  public static final StatisticKernels STATISTICS =
      KERNELS instanceof VectorKernels ? new VectorStatistics() : new ScalarStatistics();

  private Machine() {}
}
