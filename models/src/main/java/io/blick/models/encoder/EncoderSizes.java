package io.blick.models.encoder;

import io.blick.core.attention.AttentionSite;
import io.blick.models.stack.StackSizes;
import java.util.OptionalInt;

/**
 * The sizes of an encoder that its heads and its callers need.
 *
 * @param vocabulary rows of the word embeddings, V
 * @param embedding width of the word embeddings; C but where they are projected
 * @param positions maximum number of pieces of a text
 * @param segments number of segments that it distinguishes, if it distinguishes any
 * @param width of the hidden states, C
 * @param layers number of layers, L
 * @param heads number of heads of each layer, H
 */
public record EncoderSizes(
    int vocabulary,
    int embedding,
    int positions,
    OptionalInt segments,
    int width,
    int layers,
    int heads) {

  /** Returns what callers of the encoder need. */
  StackSizes stack() {
    return new StackSizes(AttentionSite.Kind.ENCODER, layers, heads, heads, positions, segments);
  }

  /** Returns the sizes of the same encoder, where it distinguishes no segments. */
  EncoderSizes withoutSegments() {
    return new EncoderSizes(
        vocabulary, embedding, positions, OptionalInt.empty(), width, layers, heads);
  }
}
