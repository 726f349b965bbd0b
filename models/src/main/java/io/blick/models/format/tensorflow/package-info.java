/**
 * Checkpoints of TensorFlow: a sorted table and its data files. One class may be touched; it knows
 * no other format of weights.
 */
package io.blick.models.format.tensorflow;
