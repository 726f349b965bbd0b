package io.blick.hub.convert;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The config.json of a BERT, derived from the shapes of its tensors. */
final class BertConfig {
  private BertConfig() {}

  /**
   * Returns the configuration.
   *
   * @param architecture the class that Hugging Face opens it with, such as {@code BertForMaskedLM}
   * @param sizes of the tensors
   * @param heads query heads of each layer
   * @param padding id of the padding piece
   */
  static ObjectNode of(String architecture, BertSizes sizes, int heads, int padding) {
    ObjectNode config = Json.object();
    config.putArray("architectures").add(architecture);
    config.put("attention_probs_dropout_prob", 0.1);
    config.put("hidden_act", "gelu");
    config.put("hidden_dropout_prob", 0.1);
    config.put("hidden_size", sizes.width());
    config.put("initializer_range", 0.02);
    config.put("intermediate_size", sizes.inner());
    config.put("layer_norm_eps", 1e-12);
    config.put("max_position_embeddings", sizes.positions());
    config.put("model_type", "bert");
    config.put("num_attention_heads", heads);
    config.put("num_hidden_layers", sizes.layers());
    config.put("pad_token_id", padding);
    config.put("position_embedding_type", "absolute");
    config.put("tie_word_embeddings", true);
    config.put("torch_dtype", "float32");
    config.put("type_vocab_size", sizes.segments());
    config.put("vocab_size", sizes.pieces());
    return config;
  }
}
