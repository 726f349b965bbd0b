package io.blick.hub;

import java.io.IOException;

/** Folders that a killed process left behind. */
final class Leftovers {
  private Leftovers() {}

  /** Deletes what is left of a model half made or half removed; only who holds its lock may. */
  static void clear(Home home, String name) throws IOException {
    Folders.delete(home.work(name));
    Folders.delete(home.removed(name));
  }
}
