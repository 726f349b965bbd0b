package io.blick.hub;

import io.blick.hub.catalogue.CatalogueEntry;
import java.nio.file.Path;

/**
 * A model of the catalogue, and whether it is cached.
 *
 * @param entry the model
 * @param state whether it is cached
 */
public record ListedModel(CatalogueEntry entry, State state) {

  /** Whether a model is cached. */
  public sealed interface State {

    /** The model is not cached. */
    record Absent() implements State {}

    /**
     * The model is cached.
     *
     * @param folder the model's folder: one of Hugging Face's layout, or one that holds a GGUF file
     * @param bytes its size on the disk
     */
    record Cached(Path folder, long bytes) implements State {}

    /**
     * A file or link has the model's name, so the model can be neither fetched nor removed.
     *
     * @param obstacle the path, and what is there
     */
    record InTheWay(String obstacle) implements State {}
  }
}
