package io.blick.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The file that an option names. */
final class CorpusFile {
  private CorpusFile() {}

  /**
   * Returns the file that an option names.
   *
   * @throws FailureException if there is no such file
   */
  static Path of(Given given, String option) {
    String value = given.needed(option);
    Path file = Path.of(value);
    check(option, file);
    return file;
  }

  /**
   * Checks that a file is there.
   *
   * @param option which names it
   * @throws FailureException if there is no such file
   */
  static void check(String option, Path file) {
    Existing.check(option + " must name a file", file);
    if (Files.isDirectory(file)) {
      throw new FailureException(
          "%s must name a file; got the folder %s".formatted(option, Quote.of(file.toString())));
    }
  }
}
