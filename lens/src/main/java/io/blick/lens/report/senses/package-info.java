/**
 * The request and the result of {@code senses}: one word in several texts. The measure itself is in
 * {@code io.blick.lens.senses}. It knows no command line.
 */
package io.blick.lens.report.senses;
