/**
 * Writing with a causal language model: a text goes on, piece by piece, as
 * {@link io.blick.models.generate.Completer} shows. It knows models only as
 * {@link io.blick.models.text.TextModel}.
 */
package io.blick.models.generate;
