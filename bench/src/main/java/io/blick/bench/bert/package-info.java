/**
 * Multilingual BERT against PyTorch: time, and the distance of both from float64. It knows no other
 * benchmark. Nothing of it is published.
 */
package io.blick.bench.bert;
