/**
 * What a model's guesses lose when heads are silenced or edges are cut. Unlike a weight, that is
 * what the model does without them.
 */
package io.blick.lens.ablation;
