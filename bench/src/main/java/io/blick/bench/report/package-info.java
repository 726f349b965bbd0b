/**
 * Tables, charts and verdicts of a benchmark, as Markdown and SVG. It knows numbers and targets,
 * and not what was measured. Nothing of it is published.
 */
package io.blick.bench.report;
