package io.blick.models.token.pipeline;

/**
 * A word of a text and its pieces.
 *
 * @param start its beginning in the text, a UTF-16 index
 * @param end its end in the text, exclusive
 * @param from index of its first piece
 * @param to index behind its last piece
 */
record WordRange(int start, int end, int from, int to) {}
