/**
 * The other side of a comparison: a process of Python that computes the same, and the files that
 * both read. It knows no benchmark. Nothing of it is published.
 */
package io.blick.bench.peer;
