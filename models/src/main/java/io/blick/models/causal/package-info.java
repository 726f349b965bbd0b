/**
 * What causal language models share: reading a folder, finding and checking weights, the parts of
 * their layers, and the next-piece head. Not exported: a model is used as a
 * {@link io.blick.models.text.TextModel}. It knows no architecture; each has a package of its own
 * beside this one.
 */
package io.blick.models.causal;
