package io.blick.hub;

import io.blick.hub.Progress.Event;
import io.blick.hub.catalogue.CatalogueEntry;
import io.blick.models.format.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * The installation of one model in the cache: its source makes it in a work folder, and last comes
 * the rename to the name under which it counts as complete. If it fails before that, the next
 * installation deletes what it left.
 */
final class ModelInstaller {
  private final Home home;
  private final CatalogueEntry entry;
  private final ModelSource source;
  private final Progress progress;

  ModelInstaller(Home home, CatalogueEntry entry, ModelSource source, Progress progress) {
    this.home = home;
    this.entry = entry;
    this.source = source;
    this.progress = progress;
  }

  /** Returns the model's folder, made by this call or by another one that it waited for. */
  Path install() {
    Path folder = home.model(entry.name());
    Obstacles.making(home, entry.name()).ifPresent(this::refuse);
    Runnable waiting = () -> progress.hear(new Event.Waiting(entry.name()));
    try (ModelLock _ = ModelLock.take(home.lock(entry.name()), waiting)) {
      if (!Files.isDirectory(folder)) {
        make(folder);
      }
      return folder;
    } catch (IOException | UncheckedIOException trouble) {
      throw new HubException(
          "hub: %s cannot be written to %s: %s"
              .formatted(entry.name(), home.models(), IoMessages.of(trouble)),
          trouble);
    } catch (FormatException broken) {
      throw new HubException(
          "hub: %s cannot be converted: %s".formatted(entry.name(), broken.getMessage()), broken);
    }
  }

  private void make(Path folder) throws IOException {
    long start = System.nanoTime();
    home.deleteLeftovers(entry.name());
    try {
      Path made = source.make(home.work(entry.name()), folder);
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
      Folders.forceEntries(home.models());
    } finally {
      home.deleteLeftovers(entry.name());
    }
    progress.hear(
        new Event.Ready(entry.name(), folder, Duration.ofNanos(System.nanoTime() - start)));
  }

  private void refuse(String obstacle) {
    throw new HubException(
        "hub: %s cannot be made: %s; mend that, or set BLICK_HOME to another folder"
            .formatted(entry.name(), obstacle));
  }
}
