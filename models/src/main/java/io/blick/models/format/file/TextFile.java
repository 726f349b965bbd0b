package io.blick.models.format.file;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file, read whole, which must be UTF-8 as RFC 3629 defines it. */
public final class TextFile {
  private TextFile() {}

  /**
   * Returns the text.
   *
   * @param format with which error messages begin
   * @param file a file that must not be empty
   * @param largest how many bytes it may have
   * @throws FormatException if it is empty or has more bytes, is a pointer of Git LFS, or is not
   *     UTF-8; the message names the first bad byte
   * @throws UncheckedIOException if it cannot be read
   */
  public static CharBuffer read(String format, Path file, long largest) {
    byte[] bytes = bytes(format, file, largest);
    if (FileRule.isPointer(ByteBuffer.wrap(bytes))) {
      throw FileRule.POINTER.broken(format, file, 0);
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw FileRule.UTF8.broken(
          format, file, in.position(), "%02X".formatted(bytes[in.position()]));
    }
    return out.flip();
  }

  /**
   * Returns the text of a file, which must not begin with a byte order mark.
   *
   * @param format with which error messages begin
   * @param file a file that must not be empty
   * @param largest how many bytes it may have
   * @throws FormatException as {@link #read}, and if the text begins with a byte order mark or
   *     contains a zero byte
   * @throws UncheckedIOException if it cannot be read
   */
  public static CharBuffer readUnmarked(String format, Path file, long largest) {
    CharBuffer text = read(format, file, largest);
    if (text.charAt(0) == '\ufeff') {
      throw FileRule.MARK.broken(format, file, 0);
    }
    // UTF-16 and UTF-32 have many zero bytes; a text in UTF-8 has none.
    int zero = text.toString().indexOf(0);
    if (zero >= 0) {
      throw FileRule.UTF8.broken(format, file, byteOffset(text, zero), "00");
    }
    return text;
  }

  /** Returns the offset in bytes of a place in the text of a UTF-8 file. */
  public static long byteOffset(CharBuffer text, int characters) {
    return StandardCharsets.UTF_8.encode(text.duplicate().limit(characters)).remaining();
  }

  private static byte[] bytes(String format, Path file, long largest) {
    try {
      long size = Files.size(file);
      if (size == 0 || size > largest) {
        throw FileRule.SIZE.broken(format, file, 0, largest, size);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: %s: the file must be readable; got %s"
              .formatted(format, Escaped.path(file), e.getClass().getSimpleName()),
          e);
    }
  }
}
