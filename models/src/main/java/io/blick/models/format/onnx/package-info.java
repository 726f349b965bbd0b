/**
 * The weights of ONNX models, without their graphs. One class may be touched; it knows no other
 * format of weights.
 */
package io.blick.models.format.onnx;
