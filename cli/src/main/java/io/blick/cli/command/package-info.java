/**
 * What all commands are made of: options and arguments, formats, and the interface of a command. A
 * command declares its options, reads its arguments and writes a result in a format; what single
 * commands mean is not known here, and models are not either.
 */
package io.blick.cli.command;
