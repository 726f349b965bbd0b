package io.blick.models.encoder;

import io.blick.models.weights.WeightSource;

/**
 * An encoder as its config.json describes it, before its weights are read.
 *
 * @param sizes what the heads and callers need
 * @param names what its weights are called
 * @param heads its output layers
 * @param tied whether the word embeddings are the decoder if the file has no decoder
 * @param builder makes the encoder of its weights
 */
public record EncoderPlan(
    EncoderSizes sizes, EncoderNames names, HeadNames heads, boolean tied, Builder builder) {

  /** Makes an encoder of its weights. */
  @FunctionalInterface
  public interface Builder {
    /**
     * Returns the encoder.
     *
     * @param at the prefix of the names of its weights in the file
     */
    Encoder build(WeightSource weights, String at);
  }
}
