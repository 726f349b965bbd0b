package io.blick.models.bert;

import io.blick.core.nn.Gelu;

/**
 * The sizes of a BERT, as in the config.json of Hugging Face.
 *
 * @param vocabulary entries, V
 * @param positions pieces that a text may have
 * @param segments kinds of segment
 * @param width of the hidden states, C
 * @param layers L
 * @param heads of each layer, H
 * @param feedForward width between the two linear layers, F
 * @param activation between them
 * @param epsilon of every layer norm
 * @param tied whether the decoder is the table of the words where the file has none of its own
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

  /** Checks that the heads share the width. */
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
