package io.blick.models.format.mapped;

import io.blick.models.format.file.Rule;

/** The rules of every format on a tensor's name, sizes and bytes. */
public enum TensorRule implements Rule {
  NAME_LENGTH("a name must have at most 65535 bytes; got %d"),
  TEXT("text must be UTF-8; got a malformed character"),
  NAME_TWICE("every name must occur once; got %s again"),
  AXIS("every axis must be from 0 to 2147483647; got %s"),
  COUNT("tensor %s must have less than 2^63 bits; got sizes %s"),
  BYTES("tensor %s must have %d bytes for %s(%s); got %s"),
  TYPE("tensor %s must have a type of F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL to be read;"
      + " got %s"),
  WEIGHT_TYPE("weight %s must have a type of F64, F32, F16, BF16; got %s"),
  WEIGHT_SIZES("weight %s must have the sizes %s; got %s"),
  ABSENT("the file must have the tensor %s; got %d others, the nearest is %s");

  private final String text;

  TensorRule(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
