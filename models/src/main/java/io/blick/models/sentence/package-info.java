/**
 * Sentence embeddings as a folder of sentence-transformers describes them: a pooling, and steps on
 * the pooled vector. Not exported. It knows the hidden states of a text, and neither an
 * architecture nor how its weights are found.
 */
package io.blick.models.sentence;
