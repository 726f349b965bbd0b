package io.blick.models.causal;

import io.blick.core.nn.Linear;
import io.blick.models.weights.WeightSource;

/** Which of the four projections of attention have biases. */
public enum Biases {
  /** None. */
  NONE,
  /** Those to queries, keys and values. */
  INPUTS,
  /** All four. */
  ALL;

  Linear input(WeightSource weights, String name, int outputs, int inputs) {
    return layer(weights, name, outputs, inputs, this != NONE);
  }

  Linear output(WeightSource weights, String name, int outputs, int inputs) {
    return layer(weights, name, outputs, inputs, this == ALL);
  }

  /** Returns a packed layer that has a bias or not. */
  static Linear layer(WeightSource weights, String name, int outputs, int inputs, boolean biased) {
    return biased
        ? weights.linear(name, outputs, inputs)
        : weights.linearWithoutBias(name, outputs, inputs);
  }
}
