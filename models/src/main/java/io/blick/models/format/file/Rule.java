package io.blick.models.format.file;

import io.blick.models.format.FormatException;
import java.nio.file.Path;

/**
 * One check of a file. Each format has an enum of its rules, {@code SafetensorsRule} for one: each
 * constant is one check and the one source of its text, so that a test can tell whether every check
 * was reached.
 */
public interface Rule {

  /** Returns the expectation and what was found instead, with places for the values. */
  String text();

  /** Returns the exception which says that {@code file} breaks this rule at byte {@code at}. */
  default FormatException broken(NamedFile file, long at, Object... values) {
    return broken(file.format(), file.path(), at, values);
  }

  /** Returns the exception for a file that is given by its path. */
  default FormatException broken(String format, Path file, long at, Object... values) {
    return new FormatException(format, file, at, text().formatted(values));
  }
}
