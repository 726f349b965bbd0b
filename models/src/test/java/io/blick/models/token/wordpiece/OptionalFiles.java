package io.blick.models.token.wordpiece;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What some tests need and a stranger's clone may lack; where everything is asked, it must be. */
public final class OptionalFiles {
  private OptionalFiles() {}

  /** Returns the folder of a model in Blick's cache. */
  public static Path cachedModel(String name) {
    Map<String, String> environment = System.getenv();
    String caches = environment.getOrDefault(
        "XDG_CACHE_HOME", Path.of(System.getProperty("user.home"), ".cache").toString());
    String home =
        environment.getOrDefault("BLICK_HOME", Path.of(caches, "blick").toString());
    return found(Path.of(home, "models", name));
  }

  /** Returns a file among the reference values beside the project. */
  public static Path golden(String file) {
    return found(Path.of("..", "..", "shared", "golden", file));
  }

  private static Path found(Path path) {
    if (!Files.exists(path)) {
      String skipped = "skipped: %s is not here".formatted(path.getFileName());
      if ("1".equals(System.getenv("BLICK_EVERYTHING"))) {
        Assertions.fail(skipped);
      }
      Assumptions.abort(skipped);
    }
    return path;
  }
}
