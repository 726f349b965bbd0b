/**
 * Arithmetic on flat memory: {@link io.blick.core.kernel.ScalarKernels} is obvious,
 * {@link io.blick.core.kernel.VectorKernels} is fast, and both give the same bits by the rules of
 * docs/numerics.md; with them what depends on the machine, which is memory, lanes, and whether the
 * JVM makes vectors fast. Not exported. It knows no tensor, no attention and no model.
 */
package io.blick.core.kernel;
