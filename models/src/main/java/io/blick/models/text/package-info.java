/**
 * What every model of text offers, and a batch of texts as it takes them. It knows no architecture
 * and no kind of tokenizer.
 */
package io.blick.models.text;
