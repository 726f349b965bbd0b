package io.blick.bench.peer;

import java.nio.file.Path;
import java.util.Map;

/** The folder of the peers' Python: {@code bench/peers/setup.sh} follows the same rule. */
public final class PeerFolder {
  private PeerFolder() {}

  /**
   * Returns BLICK_PEERS, or else blick/peers in the cache folder of the XDG base directories.
   *
   * @param environment the variables of the process
   */
  public static Path of(Map<String, String> environment) {
    String own = environment.getOrDefault("BLICK_PEERS", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    return Path.of(cache.isEmpty() ? home + "/.cache" : cache, "blick", "peers");
  }
}
