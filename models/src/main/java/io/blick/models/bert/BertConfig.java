package io.blick.models.bert;

import io.blick.models.encoder.Activations;
import io.blick.models.encoder.EncoderSizes;
import io.blick.models.encoder.LayerSizes;
import io.blick.models.format.json.ConfigFile;
import java.util.OptionalInt;

/**
 * The sizes of a BERT, as in Hugging Face's config.json.
 *
 * @param vocabulary rows of the word embeddings, V
 * @param positions maximum number of pieces of a text
 * @param segments number of segments
 * @param layers those of the layers
 */
record BertConfig(int vocabulary, int positions, int segments, LayerSizes layers) {

  /**
   * Returns the sizes in a config.json.
   *
   * @throws io.blick.models.format.FormatException if one is missing or no size
   */
  static BertConfig of(ConfigFile file) {
    file.requireMultiple("hidden_size", "num_attention_heads");
    return new BertConfig(
        file.size("vocab_size"),
        file.size("max_position_embeddings"),
        file.size("type_vocab_size"),
        new LayerSizes(
            file.size("num_hidden_layers"),
            file.size("hidden_size"),
            file.size("num_attention_heads"),
            file.size("intermediate_size"),
            Activations.of(file, "hidden_act"),
            file.positive("layer_norm_eps", 1e-12)));
  }

  /** Returns what heads and callers need. */
  EncoderSizes sizes() {
    return new EncoderSizes(
        vocabulary,
        layers.width(),
        positions,
        OptionalInt.of(segments),
        layers.width(),
        layers.count(),
        layers.heads());
  }
}
