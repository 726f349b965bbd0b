/**
 * What goes wrong, and the one sentence that says so: the exceptions of the command, and the words
 * for those of libraries, the system and the JVM. Sentences are made here and printed by
 * {@code io.blick.cli}; this package knows no streams, no options and no commands.
 */
package io.blick.cli.error;
