package io.blick.models.format.safetensors;

import io.blick.models.format.file.Rule;

/** The rules of a safetensors file. */
enum SafetensorsRule implements Rule {
  LENGTH("the first 8 bytes must be the header's length; got a file of %d bytes; fetch it again"),
  HEADER_LIMIT("header must have at most 100000000 bytes; got %s"),
  HEADER_FITS(
      "header must end within the file; got %s bytes, the file has %d after its length; fetch it"
          + " again"),
  HEADER_START("header must begin with {; got %s"),
  JSON("header must be JSON; got %s"),
  HEADER_END("nothing but white space may follow the header's object; got %s"),
  KEY_TWICE("every key must occur once; got %s again"),
  METADATA("__metadata__ must map text to text, or be null; got %s"),
  ENTRY("tensor %s must be an object; got %s"),
  KEY("tensor %s must have dtype, shape and data_offsets alone; got %s"),
  KEY_MISSING("tensor %s must have dtype, shape and data_offsets; got no %s"),
  DTYPE("tensor %s must have a dtype that safetensors has, such as F32; got %s"),
  SHAPE("tensor %s must have a shape that is a list of whole numbers; got %s"),
  OFFSETS("tensor %s must have data_offsets that are two whole numbers; got %s"),
  OFFSETS_RANGE("tensor %s must have data_offsets 0 <= begin <= end; got %d and %d"),
  WHOLE_BYTES("tensor %s must end at a whole byte; got %s(%s)"),
  NO_GAP("tensor %s must begin where the one before it ends, at %d of the data; got %d"),
  CUT("the file must have the %s bytes that its header tells of; got %d; fetch it again"),
  ALL_DATA("the tensors must fill the data, %d bytes; got %d");

  private final String text;

  SafetensorsRule(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
