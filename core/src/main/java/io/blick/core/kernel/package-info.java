/**
 * Arithmetic on flat memory: {@link io.blick.core.kernel.ScalarKernels} is obvious,
 * {@link io.blick.core.kernel.VectorKernels} is fast, and both give the same bits, by the rules in
 * docs/numerics.md. Not exported.
 */
package io.blick.core.kernel;
