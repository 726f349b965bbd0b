package io.blick.hub.convert;

import io.blick.core.tensor.Tensor;
import java.util.Map;

/**
 * The sizes of a BERT, derived from its tensors.
 *
 * @param prefix of the names of the encoder's tensors: {@code bert.} or nothing
 * @param tensors by their names in the folder, linear layers (out, in)
 */
record BertSizes(String prefix, Map<String, Tensor> tensors) {
  private static final String WORDS = "embeddings.word_embeddings.weight";

  /** Returns the number of pieces in the vocabulary, V. */
  int pieces() {
    return size(WORDS, 0);
  }

  /** Returns the width of the hidden states, C. */
  int width() {
    return size(WORDS, 1);
  }

  /** Returns the width of the feed-forward layers, F. */
  int inner() {
    return size("encoder.layer.0.intermediate.dense.weight", 0);
  }

  /** Returns the most pieces that a text may have. */
  int positions() {
    return size("embeddings.position_embeddings.weight", 0);
  }

  /** Returns the most segments that a text may have. */
  int segments() {
    return size("embeddings.token_type_embeddings.weight", 0);
  }

  /** Returns the number of layers, L. */
  int layers() {
    return BertNames.layers(tensors.keySet(), prefix + "encoder.layer.", ".output.dense.weight");
  }

  private int size(String name, int axis) {
    Tensor tensor = tensors.get(prefix + name);
    if (tensor == null) {
      throw new IllegalStateException("conversion: there must be a tensor " + prefix + name);
    }
    return tensor.size(axis);
  }
}
