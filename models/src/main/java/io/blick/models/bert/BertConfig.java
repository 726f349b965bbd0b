package io.blick.models.bert;

import io.blick.core.nn.Gelu;

/**
 * The sizes of a BERT, as in Hugging Face's config.json.
 *
 * @param vocabulary rows of the word embeddings, V
 * @param positions maximum number of pieces of a text
 * @param segments number of segments
 * @param width of the hidden states, C
 * @param layers number of layers, L
 * @param heads number of heads of each layer, H
 * @param feedForward width between the two linear layers, F
 * @param activation between these two
 * @param epsilon of every layer norm
 * @param tied whether the word embeddings are the decoder if the file has no decoder
 */
public record BertConfig(
    int vocabulary,
    int positions,
    int segments,
    int width,
    int layers,
    int heads,
    int feedForward,
    Gelu activation,
    float epsilon,
    boolean tied) {

  /** Checks that the width is a multiple of the number of heads. */
  public BertConfig {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "bert: hidden_size must be a multiple of num_attention_heads; got %d and %d"
              .formatted(width, heads));
    }
  }

  /** Returns the head dimension D = C / H. */
  public int headDim() {
    return width / heads;
  }
}
