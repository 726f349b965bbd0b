package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** What these tests need and a stranger's clone may lack; where every test must run, it must be. */
public final class Found {
  private Found() {}

  /** Returns the path of a model in the user's cache: its folder, or its GGUF file. */
  public static Path model(String name) {
    Map<String, String> environment = System.getenv();
    String own = environment.getOrDefault("BLICK_HOME", "");
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path cache =
        caches.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches);
    Path home = own.isEmpty() ? cache.resolve("blick") : Path.of(own);
    Path folder = found(home.resolve("models").resolve(name));
    Path file = folder.resolve(name + ".gguf");
    return Files.exists(file) ? file : folder;
  }

  /** Returns a file of the reference values beside the project. */
  static Path golden(String name) {
    return found(Path.of("..", "..", "shared", "golden", name));
  }

  /** Returns a file of the data beside the project. */
  public static Path data(String name) {
    return found(Path.of("..", "..", "shared", "data").resolve(name));
  }

  /** Checks that the machine has a command. */
  static void command(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    Path file = Stream.of(path.split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(name));
    found(file);
  }

  private static Path found(Path path) {
    boolean there = Files.exists(path);
    if ("1".equals(System.getenv("BLICK_EVERYTHING"))) {
      assertThat(there).as("%s is there", path).isTrue();
    }
    assumeTrue(there, () -> "skipped, since it is not there: " + path);
    return path;
  }
}
