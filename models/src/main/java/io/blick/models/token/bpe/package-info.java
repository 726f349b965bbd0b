/**
 * Byte pair encoding over bytes, by which GPT-2 and its successors cut text: the letters of bytes,
 * the merges, and the known patterns of words. Not exported. It must not know another kind of
 * pieces, and no file.
 */
package io.blick.models.token.bpe;
