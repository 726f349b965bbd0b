/**
 * One pass of a text through a model, kept so that any head can be asked for its weights, by words
 * or by pieces; and what is made of one pass alone: rankings, pairs, steps.
 * {@link io.blick.lens.trace.Trace} is what callers begin with. It knows any text model, but no
 * corpus and no measure, nor how numbers are drawn or written.
 */
package io.blick.lens.trace;
