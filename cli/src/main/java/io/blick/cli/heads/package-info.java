/**
 * The commands that measure the heads of a model and what it needs: {@code heads}, {@code senses},
 * {@code ablate} and {@code attribute}. Each parses its arguments into a request of
 * {@code io.blick.lens.report} and writes the result; nothing is computed or drawn here. It knows
 * no command of another package.
 */
package io.blick.cli.heads;
