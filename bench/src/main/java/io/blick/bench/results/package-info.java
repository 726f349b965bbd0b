/**
 * The pages of docs/results: one for each kind of machine, and one that puts them side by side. It
 * knows no benchmark. Nothing of it is published.
 */
package io.blick.bench.results;
