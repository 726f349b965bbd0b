/**
 * What transformers of every kind share: a stack of layers as a model of text, and the keys of a
 * config.json. Not exported: a model is used as a {@link io.blick.models.text.TextModel}. It must
 * not know an architecture.
 */
package io.blick.models.stack;
