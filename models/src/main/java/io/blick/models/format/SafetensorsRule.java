package io.blick.models.format;

/** What a safetensors file must hold. */
enum SafetensorsRule implements Rule {
  LENGTH("the first 8 bytes must be the header's length; got a file of %d bytes"),
  HEADER_LIMIT("header must have at most 100000000 bytes; got %s"),
  HEADER_FITS("header must end within the file; got %s bytes, the file has %d after its length"),
  HEADER_START("header must begin with {; got %s"),
  JSON("header must be JSON; got %s"),
  HEADER_END("nothing but white space may follow the header's object; got %s"),
  KEY_TWICE("every key must occur once; got %s again"),
  METADATA("__metadata__ must map text to text; got %s"),
  ENTRY("tensor %s must be an object; got %s"),
  KEY("tensor %s must have dtype, shape and data_offsets alone; got %s"),
  KEY_MISSING("tensor %s must have dtype, shape and data_offsets; got no %s"),
  DTYPE("tensor %s must have a dtype of F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL; got %s"),
  SHAPE("tensor %s must have a shape that is a list of whole numbers; got %s"),
  OFFSETS("tensor %s must have data_offsets that are two whole numbers; got %s"),
  OFFSETS_RANGE("tensor %s must have data_offsets 0 <= begin <= end <= %d; got %d and %d"),
  NO_GAP("tensor %s must begin where the one before it ends, at %d of the data; got %d"),
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
