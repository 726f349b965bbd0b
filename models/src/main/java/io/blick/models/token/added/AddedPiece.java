package io.blick.models.token.added;

/**
 * An added token and its row.
 *
 * @param token how it is found
 * @param row in the table of word embeddings
 */
public record AddedPiece(AddedToken token, int row) {}
