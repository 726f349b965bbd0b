package io.blick.core.kernel;

/** What this virtual machine computes with. */
public final class Machine {
  /** The fastest kernels that it can run: scalar where it lacks the Vector API. */
  public static final Kernels KERNELS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          ? VectorKernels.preferred()
          : new ScalarKernels();

  private Machine() {}
}
