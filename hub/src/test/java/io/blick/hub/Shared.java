package io.blick.hub;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that stand beside the project and are not part of it. */
final class Shared {
  private Shared() {}

  /**
   * Returns a file under ../shared; skips the test if there is none, or fails it if
   * BLICK_EVERYTHING=1 says that nothing may be skipped.
   */
  static Path file(String name) {
    Path file = Path.of("../../shared").resolve(name);
    if (!Files.exists(file)) {
      String reason = "skipped: ../shared/" + name + " is not there";
      if ("1".equals(System.getenv("BLICK_EVERYTHING"))) {
        fail(reason);
      }
      abort(reason);
    }
    return file;
  }
}
