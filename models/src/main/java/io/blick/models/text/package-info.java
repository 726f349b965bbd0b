/**
 * What every model of text offers, {@link io.blick.models.text.TextModel}, a batch of texts as it
 * takes them, and a model that many callers share. An architecture is written as
 * {@link io.blick.models.text.Blocks}, and {@link io.blick.models.text.HiddenStates} runs them. It
 * knows no architecture and no kind of tokenizer.
 */
package io.blick.models.text;
