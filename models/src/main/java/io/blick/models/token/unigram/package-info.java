/**
 * Pieces of words by a unigram language model: the likeliest of all ways to cut a word. Not
 * exported. It must not know another kind of pieces, and no file.
 */
package io.blick.models.token.unigram;
