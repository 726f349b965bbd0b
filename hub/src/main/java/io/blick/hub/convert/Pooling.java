package io.blick.hub.convert;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The way to one vector from the hidden states of a text. */
enum Pooling {
  /** The hidden state of the first piece, [CLS]. */
  CLS,
  /** The mean over all pieces. */
  MEAN;

  /**
   * Returns the config.json of sentence-transformers' Pooling.
   *
   * @param width of the hidden states
   */
  ObjectNode config(int width) {
    ObjectNode config = Json.object();
    config.put("word_embedding_dimension", width);
    config.put("pooling_mode_cls_token", this == CLS);
    config.put("pooling_mode_mean_tokens", this == MEAN);
    config.put("pooling_mode_max_tokens", false);
    config.put("pooling_mode_mean_sqrt_len_tokens", false);
    return config;
  }
}
