/**
 * How much each word of a text matters for what a model says of it: the word is hidden, or its
 * value vectors are zero, and the change is measured; and what attention alone would say. Callers
 * begin with {@link io.blick.lens.attribution.Attribution}, or with
 * {@link io.blick.lens.attribution.ContextMixing}.
 *
 * <p>It uses the interventions of {@code io.blick.lens.ablation} and the rollout of
 * {@code io.blick.lens.flow}, and knows no other measure and no drawing.
 */
package io.blick.lens.attribution;
