package io.blick.models.encoder;

/**
 * The names of the weights of a {@link PostNormLayer}, after the prefix of the layer.
 *
 * @param query of the queries
 * @param key of the keys
 * @param value of the values
 * @param output of the output projection
 * @param attentionNorm the layer norm after attention
 * @param up the first linear layer of the feed-forward part
 * @param down the second one
 * @param outputNorm the layer norm after it
 */
public record LayerNames(
    String query,
    String key,
    String value,
    String output,
    String attentionNorm,
    String up,
    String down,
    String outputNorm) {}
