package io.blick.models.format.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The rules of every file: its size, and that it is text where it must be. */
public enum FileRule implements Rule {
  SIZE("the file must have between 1 and %d bytes; got %d; fetch it again"),
  POINTER("the file must be here itself; got what Git LFS leaves in its place; fetch it by git lfs"
      + " pull"),
  UTF8("the file must be UTF-8; got the byte 0x%s; fetch it again"),
  MARK("the file must be UTF-8 without a byte order mark; got one; save it without");

  public static final String POINTER_START = "version https://git-lfs";

  private final String text;

  FileRule(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }

  /**
   * Whether bytes begin like a pointer of Git LFS, which Git leaves in the place of a large file.
   */
  public static boolean isPointer(ByteBuffer bytes) {
    byte[] start = POINTER_START.getBytes(StandardCharsets.US_ASCII);
    return bytes.remaining() >= start.length
        && bytes.slice(bytes.position(), start.length).equals(ByteBuffer.wrap(start));
  }
}
