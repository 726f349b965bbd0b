package io.blick.hub;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

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
   * @throws HubException if nothing says where it is
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
    // A user without an entry in the system's list has "?" for a home folder in Java.
    return Stream.of(environment.getOrDefault("HOME", ""), userHome)
        .map(Path::of)
        .filter(Path::isAbsolute)
        .findFirst()
        .map(user -> new Home(user.resolve(".cache").resolve("blick")))
        .orElseThrow(() -> new HubException(
            "hub: there must be a folder for models; got neither BLICK_HOME nor HOME;"
                + " set BLICK_HOME to one"));
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

  /** The name that a model gets before it is deleted. */
  Path removed(String name) {
    return models().resolve("." + name + ".removed");
  }
}
