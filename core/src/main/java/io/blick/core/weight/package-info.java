/**
 * Weights W (O, I) as memory has them, {@link io.blick.core.weight.Weight}: float32 read in place,
 * packed for products, or in the blocks of a quantised file, in place or packed. A caller begins
 * with {@link io.blick.core.weight.Dense} for a tensor and {@link io.blick.core.weight.Blocked} for
 * the bytes of a file. It knows no operation, no model and no file.
 */
package io.blick.core.weight;
