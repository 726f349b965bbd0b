package io.blick.models.format.file;

import io.blick.models.format.FormatException;
import java.nio.file.Path;

/**
 * A rule of a file format. Each format has an enum of them, such as {@code SafetensorsRule}: each
 * constant is one check and the only source of its message, so that a test can tell whether every
 * check was reached.
 */
public interface Rule {

  /**
   * Returns the message: the expectation and what was found instead, with a placeholder for each
   * value.
   */
  String text();

  /** Returns the exception for {@code file}, which breaks this rule at byte {@code at}. */
  default FormatException broken(NamedFile file, long at, Object... values) {
    return broken(file.format(), file.path(), at, values);
  }

  /** Returns the exception for a file that is given by its path. */
  default FormatException broken(String format, Path file, long at, Object... values) {
    return new FormatException(format, file, at, text().formatted(values));
  }
}
