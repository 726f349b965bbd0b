package io.blick.models.stack;

import io.blick.core.attention.AttentionSite;
import java.util.OptionalInt;

/**
 * The sizes of a stack that its callers need.
 *
 * @param kind whether its pieces attend to each other as in an encoder or as in a decoder
 * @param layers number of layers, L
 * @param heads number of query heads of each layer, H
 * @param keyValueHeads number of key-value heads of each layer, Hkv
 * @param positions maximum number of pieces of a text
 * @param segments number of segments that it distinguishes, if it distinguishes any
 */
public record StackSizes(
    AttentionSite.Kind kind,
    int layers,
    int heads,
    int keyValueHeads,
    int positions,
    OptionalInt segments) {}
