/**
 * all-MiniLM-L6-v2 against ONNX Runtime: time, and the cosines of the vectors. It knows no other
 * benchmark. Nothing of it is published.
 */
package io.blick.bench.minilm;
