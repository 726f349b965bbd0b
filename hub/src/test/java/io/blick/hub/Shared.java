package io.blick.hub;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Files that some tests need and a stranger's clone may lack. With BLICK_EVERYTHING=1 they must be
 * there.
 */
final class Shared {
  private Shared() {}

  /**
   * Returns a file under ../shared; skips the test if there is none, or fails it if
   * BLICK_EVERYTHING=1 says that nothing may be skipped.
   */
  static Path file(String name) {
    Path file = Path.of("../../shared").resolve(name);
    if (!Files.exists(file)) {
      skip("skipped: ../shared/" + name + " is not there");
    }
    return file;
  }

  /**
   * Returns the path of a model; skips the test if it is not cached, or fetches it if
   * BLICK_EVERYTHING=1 says that nothing may be skipped.
   */
  static Path model(String name) {
    Hub hub = Hub.open();
    boolean cached = hub.list().stream()
        .anyMatch(listed -> listed.entry().name().equals(name)
            && listed.state() instanceof ListedModel.State.Cached);
    if (!cached && !everything()) {
      skip("skipped: " + name + " is not cached");
    }
    return hub.path(name);
  }

  /** Says whether the machine has a command. */
  static boolean command(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /** Skips the test, or fails it if BLICK_EVERYTHING=1 says that nothing may be skipped. */
  static void skip(String reason) {
    if (everything()) {
      fail(reason);
    }
    abort(reason);
  }

  private static boolean everything() {
    return "1".equals(System.getenv("BLICK_EVERYTHING"));
  }
}
