/**
 * What becomes of a model's guesses, and of what it says by its other heads, when heads are
 * silenced or edges are cut. Unlike a weight, that is what the model does without them.
 *
 * <p>Callers begin with {@link io.blick.lens.ablation.Ablation}; the other public types are records
 * of what it finds. It knows no other measure, no drawing and no command.
 */
package io.blick.lens.ablation;
