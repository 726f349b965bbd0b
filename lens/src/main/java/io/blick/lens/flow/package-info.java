/**
 * What reaches a word beyond one head's weights: weights multiplied over layers,
 * {@link io.blick.lens.flow.Rollout}, and lengths of the vectors that a head adds,
 * {@link io.blick.lens.flow.Norms}. It knows one pass of a text, and no other measure.
 *
 * <p>Weights are not explanations (Jain and Wallace 2019, arXiv 1902.10186; Wiegreffe and Pinter
 * 2019, arXiv 1908.04626).
 */
package io.blick.lens.flow;
