/**
 * What becomes of a model's guesses, and of what it says by its other heads, when heads are
 * silenced or edges are cut. Unlike a weight, that is what the model does without them.
 */
package io.blick.lens.ablation;
