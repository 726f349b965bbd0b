/**
 * The operations that a transformer is written with, {@link io.blick.core.nn.Ops}, and two that
 * carry them out: {@link io.blick.core.nn.EagerOps} at once and fast,
 * {@link io.blick.core.nn.ReferenceOps} in plain loops and float64. All that is public is for
 * callers. It knows no architecture and no file.
 */
package io.blick.core.nn;
