/**
 * The means of drawing that pictures and tables share: colours and bars, lines of text, SVG,
 * numbers. It knows no model and no head: what a drawing shows is for the caller to say. Not
 * exported.
 */
package io.blick.lens.draw;
