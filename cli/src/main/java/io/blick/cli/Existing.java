package io.blick.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What must be there already, whatever it is. */
final class Existing {
  private Existing() {}

  /**
   * Checks that something is at a path.
   *
   * @param demand the beginning of the sentence: what must be what
   * @throws FailureException if it is not, or if its folder is closed to the user
   */
  static void check(String demand, Path path) {
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
          "%s that exists; got %s: %s".formatted(demand, got, Taker.reason(odd)), odd);
    }
  }
}
