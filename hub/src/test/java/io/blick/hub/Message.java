package io.blick.hub;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds one protobuf message. */
final class Message {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Message number(int field, long value) {
    varint(out, (long) field << 3);
    varint(out, value);
    return this;
  }

  Message fixed32(int field, int value) {
    varint(out, (long) field << 3 | 5);
    fixed32(out, value);
    return this;
  }

  Message bytes(int field, byte[] value) {
    varint(out, (long) field << 3 | 2);
    varint(out, value.length);
    out.writeBytes(value);
    return this;
  }

  Message text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Message message(int field, Message value) {
    return bytes(field, value.toByteArray());
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while (left >>> 7 != 0) {
      out.write((int) (left | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  static void fixed32(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }
}
