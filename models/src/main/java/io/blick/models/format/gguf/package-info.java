/**
 * The GGUF format of ggml: metadata and tensors, also block-quantised ones, in one file.
 * {@code Gguf} is what callers begin with; it knows no architecture and no tokenizer.
 */
package io.blick.models.format.gguf;
