package io.blick.models.format.onnx;

import io.blick.models.format.file.Rule;

/** The rules of an ONNX model. */
enum OnnxRule implements Rule {
  GRAPH("model must have a graph; got none"),
  NAMELESS("initializer must have a name; got none"),
  TYPE("tensor %s must have a data_type that ONNX has, from 1 to 26; got %s"),
  EXTERNAL("tensor %s must have its elements in this file; got external data"),
  SEGMENT("tensor %s must be stored whole; got a segment"),
  STORAGE("tensor %s must have its elements in raw_data or in the list for its type; got field %d"),
  STORED_ONCE("tensor %s must have its elements in one piece; got another at field %d"),
  ELEMENTS("tensor %s must have %d elements for %s(%s); got %s"),
  RANGE("tensor %s must have elements that fit %s; got %s");

  private final String text;

  OnnxRule(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
