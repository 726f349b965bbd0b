/** Vectors compared: what several measures need of them. It knows no text and no model. */
package io.blick.lens.vector;
