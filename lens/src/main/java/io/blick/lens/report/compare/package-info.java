/**
 * Two texts before one model, or two models before one text: what each side's heads look at, and
 * where they differ. Callers make a {@link io.blick.lens.report.compare.CompareRequest}. It knows
 * nothing of arguments and standard streams.
 */
package io.blick.lens.report.compare;
