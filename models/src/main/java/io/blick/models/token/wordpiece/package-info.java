/**
 * WordPiece, the tokenizer of BERT, out of the files of a folder. Not exported: one class may be
 * touched, and what it makes is a {@link io.blick.models.token.Tokenizer}. It must not know another
 * kind of tokenizer.
 */
package io.blick.models.token.wordpiece;
