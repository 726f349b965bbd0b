/**
 * The commands that look into one text: {@code look}, {@code steps}, {@code fill} and
 * {@code tokens}. Each parses its arguments into a request of {@code io.blick.lens.report.look} and
 * writes the result; nothing is computed or drawn here.
 */
package io.blick.cli.look;
