package io.blick.models.causal;

/**
 * The names of an architecture in files.
 *
 * @param model its model_type, with which errors begin: {@code llama}
 * @param prefix the usual prefix of the weights of the stack: {@code model.}
 * @param table the word embeddings, after the prefix: {@code embed_tokens}
 * @param layers what the layers' names begin with, up to their number: {@code layers.}
 * @param decoder the layer that gives the logits, without a prefix: {@code lm_head}
 */
public record CausalNames(
    String model, String prefix, String table, String layers, String decoder) {}
