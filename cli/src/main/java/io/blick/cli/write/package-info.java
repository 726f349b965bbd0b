/** The commands with which a model writes. They must not know other commands. */
package io.blick.cli.write;
