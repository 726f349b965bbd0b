package io.blick.models.format;

import java.io.ByteArrayOutputStream;

/** Writes numbers as files have them, little-endian. */
final class Bytes {
  private Bytes() {}

  static void fixed32(ByteArrayOutputStream out, long value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift));
    }
  }

  static void fixed64(ByteArrayOutputStream out, long value) {
    fixed32(out, value);
    fixed32(out, value >>> 32);
  }

  static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
