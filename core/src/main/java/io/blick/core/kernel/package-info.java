/**
 * Arithmetic on flat memory: {@link io.blick.core.kernel.ScalarKernels} is obvious,
 * {@link io.blick.core.kernel.VectorKernels} is fast, and both give the same bits by the rules of
 * docs/numerics.md. Not exported.
 */
package io.blick.core.kernel;
