package io.blick.models.format;

import java.nio.file.Path;

/** A file is not what its format demands; the message names file, place and what was expected. */
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * Creates the exception. What would act in the message instead of being seen is escaped.
   *
   * @param format the operation that errors begin with, such as {@code safetensors}
   * @param file the file, of which the message shows the name
   * @param offset where in the file, in bytes
   * @param expectation what must hold; got what
   */
  public FormatException(String format, Path file, long offset, String expectation) {
    super("%s: %s: at byte %d: %s"
        .formatted(format, name(file), offset, Escaped.sentence(expectation)));
    this.offset = offset;
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return Escaped.text(String.valueOf(name == null ? file : name));
  }

  /** Returns where in the file, in bytes. */
  public long offset() {
    return offset;
  }
}
