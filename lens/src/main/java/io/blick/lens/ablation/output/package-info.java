/**
 * What a model says of a text by its heads for classes, tags, answers and vectors, and how far
 * apart are what it says as it is and under an intervention. Callers read an
 * {@link io.blick.lens.ablation.output.OutputChange}. It does not know how interventions are made.
 */
package io.blick.lens.ablation.output;
