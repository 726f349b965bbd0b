package io.blick.models.bert;

import io.blick.core.nn.Activation;
import io.blick.models.encoder.Activations;
import io.blick.models.format.json.ConfigFile;

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
 */
record BertConfig(
    int vocabulary,
    int positions,
    int segments,
    int width,
    int layers,
    int heads,
    int feedForward,
    Activation activation,
    float epsilon) {

  /**
   * Returns the sizes in a config.json.
   *
   * @throws io.blick.models.format.FormatException if one is missing or no size
   */
  static BertConfig of(ConfigFile file) {
    return new BertConfig(
        file.size("vocab_size"),
        file.size("max_position_embeddings"),
        file.size("type_vocab_size"),
        file.size("hidden_size"),
        file.size("num_hidden_layers"),
        file.size("num_attention_heads"),
        file.size("intermediate_size"),
        Activations.of(file, "hidden_act"),
        file.positive("layer_norm_eps", 1e-12));
  }

  /** Returns the head dimension D = C / H. */
  int headDim() {
    return width / heads;
  }
}
