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
}
