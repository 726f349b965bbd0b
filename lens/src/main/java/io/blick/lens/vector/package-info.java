/**
 * Vectors compared: what several measures need of them. It knows no text and no model. Not
 * exported.
 */
package io.blick.lens.vector;
