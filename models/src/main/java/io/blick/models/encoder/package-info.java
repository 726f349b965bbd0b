/**
 * What encoders of text share: reading a folder, finding and checking weights, the layers, and the
 * heads. Not exported: a model is used as a {@link io.blick.models.text.TextModel}. It knows no
 * architecture; each has a package of its own beside this one.
 */
package io.blick.models.encoder;
