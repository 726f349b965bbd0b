package io.blick.lens.corpus;

import io.blick.lens.argument.Required;
import io.blick.lens.text.Visible;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/**
 * The lines of a UTF-8 file, read one at a time. A line ends at a line feed; a carriage return
 * before it is part of the end, and a byte order mark at the start of the file is dropped.
 */
public final class TextLines implements Iterator<String>, AutoCloseable {
  static final int MOST_BYTES = 1 << 24;

  private static final int BUFFER = 1 << 16;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final String format;
  private final Path file;
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;

  private TextLines(String format, Path file, InputStream in) {
    this.format = format;
    this.file = file;
    this.in = in;
  }

  /**
   * Opens a file.
   *
   * @param format name of the format, with which errors begin
   * @throws UncheckedIOException if it cannot be read
   */
  public static TextLines open(String format, Path file) {
    Required.of("lines", "format", format);
    Required.of("lines", "file", file);
    try {
      return new TextLines(
          format, file, new BufferedInputStream(Files.newInputStream(file), BUFFER));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Returns the number of lines of a file; empty if it is no regular file, such as a pipe, which
   * can be read only once and is left unread.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static OptionalLong count(Path file) {
    Required.of("lines", "file", file);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return OptionalLong.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      long ends = 0;
      byte last = '\n';
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          ends += buffer[i] == '\n' ? 1 : 0;
        }
        last = buffer[read - 1];
      }
      return OptionalLong.of(last == '\n' ? ends : ends + 1);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Whether there is another line. */
  @Override
  public boolean hasNext() {
    try {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next >= 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Returns the next line, without its line end.
   *
   * @throws CorpusException if it is not UTF-8, or has more than 16 MiB
   */
  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException("lines: there are no more");
    }
    number++;
    try {
      readLine();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    String text = decoded();
    return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private void readLine() throws IOException {
    line.reset();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() == MOST_BYTES) {
        throw error("a line must have at most %d bytes; got more".formatted(MOST_BYTES));
      }
      line.write(next);
    }
  }

  private String decoded() {
    byte[] bytes = line.toByteArray();
    boolean endsWithReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    ByteBuffer text = ByteBuffer.wrap(bytes, 0, endsWithReturn ? bytes.length - 1 : bytes.length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException _) {
      throw error("a line must be UTF-8; byte %d is not; convert the file, with iconv for example"
          .formatted(text.position()));
    }
  }

  /** Returns the number of the line read last, counted from 1; 0 before the first. */
  public long number() {
    return number;
  }

  /**
   * Returns the error for the line read last.
   *
   * @param reason what must hold there, and what was found
   */
  CorpusException error(String reason) {
    return new CorpusException(Visible.text(
        "%s: %s: line %d: %s".formatted(format, file.getFileName(), Math.max(1, number), reason)));
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
