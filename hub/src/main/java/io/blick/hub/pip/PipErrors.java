package io.blick.hub.pip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The reason why pip failed, out of what it wrote on standard error. */
final class PipErrors {
  private PipErrors() {}

  /**
   * Returns the last line that says something, without addresses and hosts: they may hold a
   * password.
   *
   * @param errors the file that holds what it wrote
   * @param exit its exit code, for one that wrote nothing
   */
  static String last(Path errors, int exit) throws IOException {
    return new String(Files.readAllBytes(errors), StandardCharsets.UTF_8)
        .lines()
        .map(PipErrors::plain)
        .filter(line -> !line.isEmpty())
        .reduce((_, last) -> last)
        .orElse("it ended with exit code " + exit);
  }

  private static String plain(String line) {
    return line.replaceAll("\\p{Cntrl}(\\[[0-9;]*m)?", "")
        .replaceAll("[a-z+]+://\\S+", "an address")
        .replaceAll("'[\\w-]+(\\.[\\w-]+)*\\.[a-z]{2,}'", "a host")
        .replaceFirst("^ERROR: ", "")
        .strip();
  }
}
