/**
 * The requests and results about one text: the weights of heads ({@code look}), the steps of one
 * head ({@code steps}), guesses for masks ({@code fill}), pieces ({@code tokens}). Pictures are
 * drawn in {@code io.blick.lens.picture}. It knows no command line.
 */
package io.blick.lens.report.look;
