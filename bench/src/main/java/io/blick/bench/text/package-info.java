/**
 * Texts in batches, as benchmarks of models take them. It knows no model. Nothing of it is
 * published.
 */
package io.blick.bench.text;
