/**
 * The standard streams of a run and the terminal that they may lead to: what is read from standard
 * input, notes, progress bars, colours and width. Only this package opens the streams of the
 * process; it knows no arguments and no models.
 */
package io.blick.cli.console;
