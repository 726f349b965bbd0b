package io.blick.models.token.pipeline;

import io.blick.models.token.unicode.Normaliser;

/**
 * What a tokenizer does to a text besides cutting it.
 *
 * @param normaliser what is done before it is cut
 * @param offsets what the offsets of added tokens cover
 * @param tellsSegments whether the model is told which pieces are of the second text of a pair
 */
public record TextRules(Normaliser normaliser, AddedOffsets offsets, boolean tellsSegments) {}
