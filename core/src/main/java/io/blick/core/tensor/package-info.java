/**
 * Dense tensors off the heap, the memory of their results, and the threads that compute.
 * {@link io.blick.core.tensor.Tensor} and {@link io.blick.core.tensor.Parallel} are what callers
 * begin with; a shape that does not fit is a {@link io.blick.core.tensor.ShapeException}. It knows
 * no attention and no model.
 */
package io.blick.core.tensor;
