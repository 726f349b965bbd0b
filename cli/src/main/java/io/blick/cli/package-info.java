/**
 * The process: its entry point, the list of commands, the front page of the help, error reports and
 * exit codes. Only this package runs commands and ends the process; no other package of the command
 * uses it.
 */
package io.blick.cli;
