/**
 * The commands that measure the heads of a model: {@code heads}, {@code senses} and {@code ablate}.
 * Each parses its arguments into a request of {@code io.blick.lens.report} and writes the result;
 * nothing is computed or drawn here.
 */
package io.blick.cli.heads;
