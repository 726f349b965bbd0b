package io.blick.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that a process has open, as {@code /proc/PID/fdinfo} describes it (proc(5)).
 *
 * @param lines the description: a name, a colon, a value
 */
record OpenFile(List<String> lines) {
  /** The flag of a file that is open to append. */
  private static final long APPEND = 02000;

  /** The two flags of access; none is set for reading alone. */
  private static final long ACCESS = 03;

  OpenFile {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the description of {@code /proc/PID/fd/N}.
   *
   * @throws UncheckedIOException if it is not open any more
   */
  static OpenFile of(Path descriptor) {
    Path process = descriptor.resolveSibling("").resolveSibling("fdinfo");
    try {
      return new OpenFile(Files.readAllLines(process.resolve(descriptor.getFileName())));
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  /** Whether it is open for writing. */
  boolean writable() {
    return (number("flags:", 8) & ACCESS) != 0;
  }

  /** Returns the byte where the next write goes, in a file of {@code size} bytes. */
  long position(long size) {
    boolean append = (number("flags:", 8) & APPEND) != 0;
    return append ? size : number("pos:", 10);
  }

  private long number(String name, int radix) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip(), radix))
        .findFirst()
        .orElse(0);
  }
}
