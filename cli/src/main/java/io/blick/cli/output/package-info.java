/**
 * Where the result of a command goes: to standard output, or with {@code --out} into a file that is
 * whole or as it was. {@code Output} is all that other packages touch; it takes text or bytes and
 * knows no arguments, no formats and no models.
 */
package io.blick.cli.output;
