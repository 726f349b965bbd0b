package io.blick.cli;

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

/** The texts of a corpus: the lines of a file, one at a time. */
final class CorpusFile implements Iterator<String>, AutoCloseable {
  private final Path file;
  private final InputStream in;
  private long line;
  private int next;

  private CorpusFile(Path file) throws IOException {
    this.file = file;
    this.in = new BufferedInputStream(Files.newInputStream(file));
    this.next = in.read();
  }

  /**
   * Returns the file that an option names.
   *
   * @throws FailureException if there is no such file
   */
  static Path of(Given given, String option) {
    String value = given.needed(option);
    if (value.isEmpty()) {
      throw new UsageException("%s must name a FILE; got ''".formatted(option));
    }
    Path file = Path.of(value);
    if (!Files.exists(file)) {
      throw new FailureException(
          "%s must name a file that exists; got %s".formatted(option, Quote.of(value)));
    }
    if (Files.isDirectory(file)) {
      throw new FailureException(
          "%s must name a file; got the folder %s".formatted(option, Quote.of(value)));
    }
    return file;
  }

  /** Opens a file. */
  static CorpusFile open(Path file) throws IOException {
    check(file);
    return new CorpusFile(file);
  }

  private static void check(Path file) {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new FailureException("--corpus must be a file that exists; got " + file);
    }
  }

  /** Returns how many lines a file has; −1 if that is not known, since it can be read only once. */
  static long lines(Path file) throws IOException {
    check(file);
    if (!Files.isRegularFile(file)) {
      return -1;
    }
    long lines = 0;
    int last = '\n';
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        lines += next == '\n' ? 1 : 0;
        last = next;
      }
    }
    return last == '\n' ? lines : lines + 1;
  }

  @Override
  public boolean hasNext() {
    return next >= 0;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    line++;
    try {
      var bytes = new ByteArrayOutputStream();
      while (next >= 0 && next != '\n') {
        bytes.write(next);
        next = in.read();
      }
      next = next < 0 ? next : in.read();
      return text(bytes.toByteArray());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException wrong) {
      throw new FailureException(
          "--corpus must be in UTF-8; line %d of %s is not".formatted(line, file.getFileName()),
          wrong);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
