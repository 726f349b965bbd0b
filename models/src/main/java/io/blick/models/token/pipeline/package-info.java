/**
 * A tokenizer, put together from its steps: added tokens, normalisation, words, pieces of a word,
 * pieces around a text. Not exported. It knows the kinds of pieces, but no file.
 */
package io.blick.models.token.pipeline;
