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
 * The lines of a file in UTF-8, each with its number; never more in memory than a line may have. A
 * line ends at a line feed, and a carriage return before that belongs to the end. A byte order mark
 * at the file's beginning is no part of the first line.
 */
final class LineReader implements AutoCloseable {
  /** Bytes of a line; the text of a very long sentence stands in a comment. */
  private static final int MOST_OF_A_COMMENT = 1 << 24;

  private static final int MOST = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final InputStream in;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long number;

  /** A line. */
  sealed interface Line {

    /** Returns its number, counted from 1. */
    long number();

    /** Whether it ends a sentence. */
    default boolean isBlank() {
      return this instanceof Text line && line.text().isEmpty();
    }

    /** Whether it says nothing of the words. */
    default boolean isComment() {
      return this instanceof Text line && line.text().startsWith("#");
    }

    /**
     * A line that could be read.
     *
     * @param number counted from 1
     * @param text without its end
     */
    record Text(long number, String text) implements Line {}

    /**
     * A line that is not UTF-8 or too long.
     *
     * @param number counted from 1
     * @param reason what must hold, and what was found
     */
    record Bad(long number, String reason) implements Line {}
  }

  private LineReader(InputStream in) {
    this.in = in;
  }

  static LineReader open(Path file) throws IOException {
    return new LineReader(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  /** Returns the next line, if there is one. */
  Optional<Line> next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    number++;
    bytes.reset();
    int most = first == '#' ? MOST_OF_A_COMMENT : MOST;
    long length = 0;
    for (int next = first; next >= 0 && next != '\n'; next = in.read()) {
      if (length++ < most) {
        bytes.write(next);
      }
    }
    if (returnsWithin(length)) {
      return Optional.of(new Line.Bad(
          number, "a line must end at a line feed; got a carriage return without one behind it"));
    }
    return Optional.of(
        length > most
            ? new Line.Bad(
                number, "a line must have at most %d bytes; got %d".formatted(most, length))
            : decoded());
  }

  /** Whether a carriage return stands before the last byte: in a file without line feeds. */
  private boolean returnsWithin(long length) {
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
      return new Line.Bad(number, "a line must be UTF-8; got bytes that are not");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
