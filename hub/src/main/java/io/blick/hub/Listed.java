package io.blick.hub;

import io.blick.hub.catalogue.CatalogueEntry;
import java.nio.file.Path;

/**
 * A model of the catalogue, and whether it is cached.
 *
 * @param entry the model
 * @param state cached or not
 */
public record Listed(CatalogueEntry entry, State state) {

  /** Cached or not. */
  public sealed interface State {

    /** The model would have to be fetched. */
    record Absent() implements State {}

    /**
     * The model is here.
     *
     * @param folder a folder of Hugging Face's layout
     * @param bytes its size on the disk
     */
    record Cached(Path folder, long bytes) implements State {}
  }
}
