/**
 * Sentence embeddings as a folder of sentence-transformers describes them: a pooling, and steps on
 * the pooled vector. Not exported. It knows hidden states and no architecture.
 */
package io.blick.models.sentence;
