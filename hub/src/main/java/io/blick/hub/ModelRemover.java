package io.blick.hub;

import io.blick.hub.catalogue.CatalogueEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The removal of a model from the cache: its folder is renamed first, then deleted. */
final class ModelRemover {
  private ModelRemover() {}

  /**
   * Removes the model, and what a killed process left of it; returns whether the model was there.
   */
  static boolean remove(Home home, CatalogueEntry entry, Progress progress) {
    String name = entry.name();
    Path folder = home.model(name);
    Obstacles.notAFolder(folder).ifPresent(obstacle -> {
      throw new HubException(
          "hub: %s is no model that could be removed: %s; delete or move it yourself"
              .formatted(name, obstacle));
    });
    if (!Files.isDirectory(home.models())) {
      return false;
    }
    Runnable waiting = () -> progress.hear(new Progress.Event.Waiting(entry.name()));
    try (ModelLock _ = ModelLock.take(home.lock(name), waiting)) {
      home.deleteLeftovers(name);
      if (!Files.isDirectory(folder)) {
        return false;
      }
      Files.move(folder, home.removed(name), StandardCopyOption.ATOMIC_MOVE);
      Folders.forceEntries(home.models());
      Folders.delete(home.removed(name));
      return true;
    } catch (IOException trouble) {
      throw new HubException(
          "hub: %s cannot be removed from %s: %s"
              .formatted(name, home.models(), IoMessages.of(trouble)),
          trouble);
    }
  }
}
