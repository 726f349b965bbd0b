package io.blick.models.format.mapped;

import io.blick.models.format.file.Rule;

/** The rules of protobuf's wire format. */
enum ProtobufRule implements Rule {
  VARINT("varint must end within 10 bytes and before byte %d; got no end"),
  FIELD("field must have a number from 1 to 536870911; got %d"),
  WIRE_TYPE("field %d must be of a known wire type, 0, 1, 2 or 5; got %d"),
  FIELD_TYPE("field %d must have wire type %d; got %d"),
  LENGTH("field %d must end within its message, of which %d bytes are left; got %s");

  private final String text;

  ProtobufRule(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
