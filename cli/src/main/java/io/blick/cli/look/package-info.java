/**
 * The commands that look into one text, or compare two: {@code look}, {@code steps}, {@code fill}
 * and {@code tokens}. Each parses its arguments into a request of
 * {@code io.blick.lens.report.look}, or {@code compare}, and writes the result; nothing is computed
 * or drawn here. It knows no command of another package.
 */
package io.blick.cli.look;
