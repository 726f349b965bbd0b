/**
 * What a benchmark is, and one run of it: its effort, its messages, its end. It knows none of the
 * benchmarks. Nothing of it is published.
 */
package io.blick.bench.run;
