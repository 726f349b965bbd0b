package io.blick.cli.console;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text from standard input, in UTF-8 whatever the locale. */
public final class StandardInput {
  /** The TEXT that means standard input. */
  public static final String SIGN = "-";

  private final InputStream in;
  private final Console console;
  private boolean damaged;

  public StandardInput(Console console) {
    this.in = new BufferedInputStream(console.in());
    this.console = console;
  }

  /** Returns the TEXT itself, or all of standard input where it is {@link #SIGN}. */
  public static String resolve(String text, Console console) throws IOException {
    return text.equals(SIGN) ? new StandardInput(console).all() : text;
  }

  /** Returns all of it, without one final line end. */
  public String all() throws IOException {
    byte[] bytes = in.readAllBytes();
    boolean ended = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
    return text(bytes, ended ? withoutReturn(bytes, bytes.length - 1) : bytes.length);
  }

  /** Returns the next line without its end, if there is one. */
  public Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = in.read();
    }
    byte[] bytes = line.toByteArray();
    return Optional.of(text(bytes, next < 0 ? bytes.length : withoutReturn(bytes, bytes.length)));
  }

  /** Whether to read on would block until somebody writes. */
  public boolean wouldBlock() throws IOException {
    return in.available() == 0;
  }

  // Both ends of a line count: \n and \r\n.
  private static int withoutReturn(byte[] bytes, int length) {
    return length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
  }

  private String text(byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException wrong) {
      if (!damaged) {
        console.note("standard input is not all UTF-8; what is not is read as U+FFFD");
        damaged = true;
      }
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
  }
}
