package io.blick.models.format.onnx;

import io.blick.models.format.mapped.StoredTensor;

/**
 * A weight of an ONNX model.
 *
 * @param stored its elements
 * @param transposed whether it is the right operand of a product, so that it is (in, out)
 */
record OnnxInitializer(StoredTensor stored, boolean transposed) {}
