/**
 * What every tokenizer offers: text as pieces with offsets, and as words. It knows no kind of
 * tokenizer and no file.
 */
package io.blick.models.token;
