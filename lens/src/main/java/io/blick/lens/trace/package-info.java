/** One pass of a text through a model, seen head by head: words, pieces, rankings and steps. */
package io.blick.lens.trace;
