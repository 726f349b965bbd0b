package io.blick.models.format;

import java.nio.file.Path;

/**
 * Thrown if a file violates its format; the message names the file, the byte and the expectation.
 */
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long offset;
  private final String reason;

  /**
   * Creates the exception. Characters of the message that a terminal would obey are escaped.
   *
   * @param format with which error messages begin, such as {@code safetensors}
   * @param file the file, of which the message shows the name
   * @param offset where in the file, in bytes
   * @param expectation what must hold, and what was found: <i>must be …; got …</i>
   */
  public FormatException(String format, Path file, long offset, String expectation) {
    super("%s: %s: at byte %d: %s"
        .formatted(format, name(file), offset, Escaped.sentence(expectation)));
    this.offset = offset;
    this.reason = "%s: %s".formatted(name(file), Escaped.sentence(expectation));
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return Escaped.text(String.valueOf(name == null ? file : name));
  }

  /** Returns the file's name and what must hold of it, and what was found. */
  public String reason() {
    return reason;
  }

  /** Returns where in the file, in bytes. */
  public long offset() {
    return offset;
  }
}
