package io.blick.lens.corpus;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A reader of the lines of a UTF-8 file, each with its number and whether it is malformed. Memory
 * holds at most as many bytes as a line may have. A line ends at a line feed, and a carriage return
 * before that is part of the end. A byte order mark at the start of the file is not part of the
 * first line.
 */
final class LineReader implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 16;

  /** A comment may hold the text of a very long sentence. */
  private static final int MOST_COMMENT_BYTES = 1 << 24;

  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final InputStream in;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long number;

  /** A line of a treebank. */
  sealed interface Line {

    /** Returns the number of the line in the file, counted from 1. */
    long number();

    /** Whether the line is empty, which ends a sentence. */
    default boolean isBlank() {
      return this instanceof Text line && line.text().isEmpty();
    }

    default boolean isComment() {
      return this instanceof Text line && line.text().startsWith("#");
    }

    /**
     * A line that could be read.
     *
     * @param number counted from 1
     * @param text characters without the line end
     */
    record Text(long number, String text) implements Line {}

    /**
     * A line that is not as it must be.
     *
     * @param number counted from 1
     * @param reason what must hold, and what was found
     */
    record Malformed(long number, String reason) implements Line {}
  }

  private LineReader(InputStream in) {
    this.in = in;
  }

  static LineReader open(Path file) throws IOException {
    return new LineReader(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  /** Returns the next line; empty at the end of the file. */
  Optional<Line> next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    number++;
    bytes.reset();
    int most = first == '#' ? MOST_COMMENT_BYTES : MOST_BYTES;
    long length = 0;
    for (int next = first; next >= 0 && next != '\n'; next = in.read()) {
      if (length++ < most) {
        bytes.write(next);
      }
    }
    if (hasInnerReturn(length)) {
      return Optional.of(new Line.Malformed(
          number, "a line must end at a line feed; got a carriage return without one behind it"));
    }
    return Optional.of(
        length > most
            ? new Line.Malformed(
                number, "a line must have at most %d bytes; got %d".formatted(most, length))
            : decoded());
  }

  /** Whether there is a carriage return before the last byte, as in a file without line feeds. */
  private boolean hasInnerReturn(long length) {
    byte[] kept = bytes.toByteArray();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] == '\r' && i < length - 1) {
        return true;
      }
    }
    return false;
  }

  private Line decoded() {
    try {
      String text = StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
      boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return new Line.Text(
          number, text.substring(marked ? 1 : 0, text.length() - (text.endsWith("\r") ? 1 : 0)));
    } catch (CharacterCodingException _) {
      return new Line.Malformed(number, "a line must be UTF-8; got bytes that are not");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
