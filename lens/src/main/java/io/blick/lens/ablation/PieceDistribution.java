package io.blick.lens.ablation;

import io.blick.core.tensor.Tensor;

/** The distribution over the vocabulary that a model gives for one masked piece. */
final class PieceDistribution {
  private final float[] logits;
  private final float[] probabilities;

  /**
   * Copies one row each.
   *
   * @param logits (V)
   * @param probabilities softmax of them (V)
   */
  PieceDistribution(Tensor logits, Tensor probabilities) {
    this.logits = logits.toFloats();
    this.probabilities = probabilities.toFloats();
  }

  /** Returns the probability of each piece of the vocabulary (V); not a copy. */
  float[] probabilities() {
    return probabilities;
  }

  /** Returns the most probable piece, as its row of the vocabulary; of equal ones the first. */
  int best() {
    int best = 0;
    for (int id = 1; id < probabilities.length; id++) {
      best = probabilities[id] > probabilities[best] ? id : best;
    }
    return best;
  }

  /**
   * Returns −ln p of a piece, in nats. It is taken from the logits, so that it is finite also where
   * p is less than the least float.
   */
  double loss(int id) {
    int best = best();
    return (double) logits[best] - logits[id] - StrictMath.log(probabilities[best]);
  }

  /** Returns the total variation from another distribution, ½ Σ |p − q|: from 0 to 1. */
  double distance(PieceDistribution other) {
    double sum = 0;
    for (int id = 0; id < probabilities.length; id++) {
      sum += Math.abs((double) probabilities[id] - other.probabilities[id]);
    }
    return sum / 2;
  }
}
