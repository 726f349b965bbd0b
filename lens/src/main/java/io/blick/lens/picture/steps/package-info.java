/**
 * The steps of one query of one head, as text and as SVG. It knows the numbers of the steps, no
 * other picture, and no model. Not exported.
 */
package io.blick.lens.picture.steps;
