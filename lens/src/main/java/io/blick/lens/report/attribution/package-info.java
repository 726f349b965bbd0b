/**
 * The request and the result of {@code attribute}: how much each word of a text matters for what a
 * model says of it, beside attention. How that is measured is in {@code io.blick.lens.attribution}.
 * It knows no command line.
 */
package io.blick.lens.report.attribution;
