/**
 * The commands that ask an encoder about texts: {@code embed}, {@code classify}, {@code tag} and
 * {@code answer}. Each parses its arguments into requests of {@code io.blick.lens.report.task} and
 * writes the results, those of standard input part by part; nothing is computed here. It knows no
 * command of another package.
 */
package io.blick.cli.task;
