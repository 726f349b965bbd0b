package io.blick.cli.command;

import io.blick.cli.console.StandardInput;
import io.blick.cli.error.ErrorSentence;
import io.blick.cli.error.FailureException;
import io.blick.cli.error.Quote;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A file or folder that is to be read, so that it must exist. */
public final class InputPath {
  private InputPath() {}

  /**
   * Checks that a file exists.
   *
   * @param option the option that names it
   * @throws FailureException if it does not, or is a folder
   */
  public static void requireFile(String option, Path file) {
    requireExisting(option + " must name a file", file);
    if (Files.isDirectory(file)) {
      throw new FailureException(
          "%s must name a file; got the folder %s".formatted(option, Quote.of(file.toString())));
    }
  }

  /**
   * Checks that a file or a folder exists.
   *
   * @param demand the beginning of the sentence, such as {@code --model must be a folder}
   * @throws FailureException if it does not, or if the user may not look into its folder
   */
  public static void requireExisting(String demand, Path path) {
    String got = Quote.of(path.toString());
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException absent) {
      String advice = path.toString().equals(StandardInput.SIGN)
          ? "; give /dev/stdin to read standard input"
          : "";
      throw new FailureException(demand + " that exists; got " + got + advice, absent);
    } catch (AccessDeniedException closed) {
      throw new FailureException(
          "%s that is open to you; got %s; access is denied".formatted(demand, got), closed);
    } catch (IOException odd) {
      throw new FailureException(
          "%s that exists; got %s: %s".formatted(demand, got, ErrorSentence.systemReason(odd)),
          odd);
    }
  }
}
