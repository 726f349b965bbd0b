package io.blick.models.format.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes numbers as files have them, little-endian. */
public final class LittleEndian {
  private LittleEndian() {}

  public static void fixed32(ByteArrayOutputStream out, long value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift));
    }
  }

  public static void fixed64(ByteArrayOutputStream out, long value) {
    fixed32(out, value);
    fixed32(out, value >>> 32);
  }

  /** Returns what Git leaves in the place of a file that Git LFS has not fetched. */
  public static byte[] pointer() {
    return "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 7\n"
        .getBytes(StandardCharsets.US_ASCII);
  }

  public static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
