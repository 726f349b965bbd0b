/**
 * What the readers of all formats have in common: {@link io.blick.models.format.TensorFile}, named
 * tensors in a file, the exception for a file that is not what its format demands, and text made
 * safe for messages. It knows none of the formats.
 */
package io.blick.models.format;
