/**
 * The entry point of {@code ./blick bench}: it knows the names of the benchmarks and runs the one
 * that is asked for. Nothing of it is published.
 */
package io.blick.bench;
