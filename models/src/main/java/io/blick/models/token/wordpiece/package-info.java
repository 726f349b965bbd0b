/**
 * WordPiece, by which BERT cuts words: its vocabulary, and the cut of a text into words and pieces.
 * Not exported. It must not know another kind of pieces, and no file.
 */
package io.blick.models.token.wordpiece;
