/**
 * What every model of text offers, a batch of texts as it takes them, and a model that many callers
 * share. It knows no architecture and no kind of tokenizer.
 */
package io.blick.models.text;
