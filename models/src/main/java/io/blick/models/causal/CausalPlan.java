package io.blick.models.causal;

import io.blick.models.weights.WeightSource;

/**
 * A causal language model as its config.json describes it, before its weights are read.
 *
 * @param sizes what callers need
 * @param names what its weights are called
 * @param tied whether the word embeddings give the logits where the file has no other layer for it
 * @param builder makes the stack of its weights
 */
public record CausalPlan(CausalSizes sizes, CausalNames names, boolean tied, Builder builder) {

  /** Makes a stack of its weights. */
  @FunctionalInterface
  public interface Builder {
    /**
     * Returns the stack.
     *
     * @param at the prefix of the names of its weights in the file
     * @param decoder the name of the layer that gives the logits
     */
    CausalStack build(WeightSource weights, String at, String decoder);
  }
}
