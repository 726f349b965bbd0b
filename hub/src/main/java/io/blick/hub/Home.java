package io.blick.hub;

import java.nio.file.Path;
import java.util.Map;

/**
 * Blick's folder on this machine. A model NAME lives in {@code models/NAME}; beside it stand its
 * lock and, while it is made or removed, a folder whose name begins with a dot and is never
 * believed.
 *
 * @param root the folder, absolute
 */
record Home(Path root) {

  Home {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Returns BLICK_HOME, or else blick in the cache folder of the XDG base directories.
   *
   * @param environment the variables of the process
   * @param userHome the user's home folder where HOME does not say
   */
  static Home of(Map<String, String> environment, String userHome) {
    String own = environment.getOrDefault("BLICK_HOME", "");
    if (!own.isEmpty()) {
      return new Home(Path.of(own));
    }
    // The XDG specification has relative paths ignored.
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (Path.of(cache).isAbsolute()) {
      return new Home(Path.of(cache, "blick"));
    }
    String user = environment.getOrDefault("HOME", "");
    return new Home(Path.of(user.isEmpty() ? userHome : user, ".cache", "blick"));
  }

  Path models() {
    return root.resolve("models");
  }

  Path model(String name) {
    return models().resolve(name);
  }

  Path lock(String name) {
    return models().resolve(name + ".lock");
  }

  /** Where a model is made, before the finished folder in it is renamed. */
  Path work(String name) {
    return models().resolve("." + name + ".work");
  }

  /** What a model is renamed to before it is deleted. */
  Path removed(String name) {
    return models().resolve("." + name + ".removed");
  }
}
