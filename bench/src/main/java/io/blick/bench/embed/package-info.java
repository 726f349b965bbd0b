/**
 * Vectors of texts of mixed length, one by one, in batches and from many callers, against ONNX
 * Runtime and sentence-transformers. It knows no other benchmark. Nothing of it is published.
 */
package io.blick.bench.embed;
