package io.blick.models.format.gguf;

import io.blick.models.format.file.Rule;

/** The rules of a GGUF file. */
enum GgufRule implements Rule {
  MAGIC("the file must begin with GGUF; got %s"),
  VERSION("the version must be 2 or 3; got %s"),
  BIG_ENDIAN("numbers must be little-endian; got version %s, which a big-endian machine wrote"),
  CUT("the file must go on for %s bytes of %s; got %d; fetch it again"),
  KEYS("the file must have room for %s keys; got %d bytes; fetch it again"),
  TENSORS("the file must have room for %s tensors; got %d bytes; fetch it again"),
  TEXT_LENGTH("the text of %s must have at most %d bytes; got %s"),
  KEY_TWICE("every key must occur once; got %s again"),
  VALUE_TYPE("key %s must have a type from 0 to 12; got %s"),
  LIST_TYPE("list %s must have numbers, flags or texts; got values of type %s"),
  LIST("key %s must have as many values as fit into the %d bytes that follow; got %s; fetch the"
      + " file again"),
  FLAG("a flag must be 0 or 1; got %d"),
  ALIGNMENT("general.alignment must be a power of two; got %s"),
  KEY_ABSENT("the file must have the key %s; got %d others, the nearest is %s"),
  KIND("key %s must be %s; got %s"),
  RANK("tensor %s must have at most 4 axes; got %s"),
  TYPE("tensor %s must have a type of ggml; got %s"),
  WHOLE_BLOCKS("tensor %s must have rows of whole blocks, %d elements, for %s; got sizes %s"),
  MATRIX(
      "matrix %s must have a type of F64, F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K,"
          + " Q6_K; got %s"),
  OFFSET("tensor %s must begin at a multiple of %d of the data; got %s"),
  WITHIN("tensor %s must end within the file; got %s bytes from %s of the data, which has %d;"
      + " fetch it again"),
  OVERLAP("tensor %s must begin behind the one before it, at %d of the data or later; got %d");

  private final String text;

  GgufRule(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
