package io.blick.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Blick's folder on this machine. A model NAME is in {@code models/NAME}; beside it are its lock
 * and, while it is made or removed, a folder whose name begins with a dot and which is never read
 * as a model.
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
   * @throws HubException if there is neither BLICK_HOME nor a home folder
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

  /** The place where a user may put a model's file by hand, from which it is made. */
  Path given(String name) {
    return models().resolve(file(name));
  }

  /** The name, in its folder, of the file of a model that is one file. */
  static String file(String name) {
    return name + ".gguf";
  }

  Path lock(String name) {
    return models().resolve(name + ".lock");
  }

  /** The folder in which a model is made, before the finished folder in it is renamed. */
  Path work(String name) {
    return models().resolve("." + name + ".work");
  }

  /** The folder's name while a model is deleted. */
  Path removed(String name) {
    return models().resolve("." + name + ".removed");
  }

  /**
   * Deletes what a killed process left of a model that it was making or removing. The caller must
   * hold the model's lock.
   */
  void deleteLeftovers(String name) throws IOException {
    Folders.delete(work(name));
    Folders.delete(removed(name));
  }
}
