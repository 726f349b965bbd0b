/**
 * What the machine is and can do: its kind, the peak of its multiply-adds, how fast it reads
 * memory, what else runs on it. It knows no benchmark. Nothing of it is published.
 */
package io.blick.bench.machine;
