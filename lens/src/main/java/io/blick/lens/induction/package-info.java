/**
 * Which heads of a causal language model find what stood before: random pieces, each sequence said
 * twice. Callers begin with {@link io.blick.lens.induction.Induction}. It knows no other measure.
 */
package io.blick.lens.induction;
