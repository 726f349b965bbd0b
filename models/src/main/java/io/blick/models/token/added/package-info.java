/**
 * Tokens beside a vocabulary, such as [MASK], found in a text before it is cut. Not exported; every
 * kind of tokenizer has them, and it knows none.
 */
package io.blick.models.token.added;
