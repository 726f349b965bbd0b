package io.blick.models.token;

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
import java.util.Arrays;

/** vocab.txt: one piece a line in UTF-8; the number of the line, from 0, is the piece's row. */
final class VocabularyFile {
  /** Far above any vocabulary; the largest known have 5 MB. */
  static final long LARGEST = 64L << 20;

  private VocabularyFile() {}

  static Vocabulary read(Path file) {
    CharBuffer lines = text(file);
    char[] text = lines.array();
    int[] ends = new int[1024];
    int rows = 0;
    int written = 0;
    int begun = 0;
    int length = lines.limit();
    for (int at = 0; at < length; at++) {
      char letter = text[at];
      if (letter != '\n') {
        text[written++] = letter;
      }
      if (letter == '\n' || at == length - 1) {
        if (letter == '\n' && written > begun && text[written - 1] == '\r') {
          written--;
        }
        if (rows == ends.length) {
          ends = Arrays.copyOf(ends, 2 * rows);
        }
        ends[rows++] = written;
        begun = written;
      }
    }
    return new Vocabulary(file, Arrays.copyOf(text, written), Arrays.copyOf(ends, rows));
  }

  /** Reads a whole file that must not be empty and not absurdly large. */
  private static byte[] bytes(Path file) {
    try {
      long size = Files.size(file);
      if (size == 0 || size > LARGEST) {
        throw new FormatException(
            "wordpiece",
            file,
            0,
            "the file must have between 1 and %d bytes; got %d; fetch it again"
                .formatted(LARGEST, size));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "wordpiece: %s: the file must be readable; got %s"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  /** Reads a whole file that must be UTF-8. */
  static CharBuffer text(Path file) {
    byte[] bytes = bytes(file);
    CharsetDecoder decoder = StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new FormatException(
          "wordpiece",
          file,
          in.position(),
          "the file must be UTF-8; got the byte 0x%02X; fetch it again"
              .formatted(bytes[in.position()]));
    }
    return out.flip();
  }
}
