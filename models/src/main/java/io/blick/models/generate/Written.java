package io.blick.models.generate;

/**
 * A piece that was written.
 *
 * @param id in the vocabulary
 * @param text what is whole with it: empty while a character is not, and for a special piece
 * @param logprob ln p of the piece after those before it, under the model; at most 0
 */
public record Written(int id, String text, double logprob) {}
