/**
 * The safetensors format, in one file or in several with an index. Two classes may be touched; it
 * knows no other format of weights.
 */
package io.blick.models.format.safetensors;
