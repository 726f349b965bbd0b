package io.blick.models.token.added;

/**
 * An added token with its row.
 *
 * @param token the token
 * @param row its row in the table of word embeddings
 */
public record AddedPiece(AddedToken token, int row) {}
