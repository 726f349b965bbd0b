/**
 * Arithmetic on flat memory, in families of inner loops:
 * {@link io.blick.core.kernel.ProductKernels}, {@link io.blick.core.kernel.ElementKernels},
 * {@link io.blick.core.kernel.RowKernels}, {@link io.blick.core.kernel.SoftmaxKernels} and
 * {@link io.blick.core.kernel.StatisticKernels}, each obvious once and fast once, with the same
 * bits by the rules of docs/numerics.md. {@link io.blick.core.kernel.Machine} has those of this
 * virtual machine. With them what depends on the machine, which is memory, lanes, and whether the
 * JVM makes vectors fast. Not exported. It knows no tensor, no attention and no model.
 */
package io.blick.core.kernel;
