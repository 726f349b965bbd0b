package io.blick.lens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that tests read but that are no part of the project: found, or said to be missing. */
public final class Shared {
  private Shared() {}

  /** Returns a file beside the project, such as {@code golden/README.md}. */
  public static Path file(String name) {
    return found(Path.of("..", "..", "shared").resolve(name));
  }

  /** Returns the folder of a model in the user's cache. */
  public static Path model(String name) {
    String own = System.getenv().getOrDefault("BLICK_HOME", "");
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path home = Path.of(System.getProperty("user.home"), ".cache");
    Path blick =
        own.isEmpty() ? (cache.isEmpty() ? home : Path.of(cache)).resolve("blick") : Path.of(own);
    return found(blick.resolve("models").resolve(name));
  }

  private static Path found(Path file) {
    boolean there = Files.exists(file);
    if ("1".equals(System.getenv("BLICK_EVERYTHING"))) {
      assertThat(there).as("%s is there", file).isTrue();
    }
    assumeTrue(there, () -> "skipped, since it is not there: " + file);
    return file;
  }
}
