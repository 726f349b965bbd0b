package io.blick.hub.catalogue;

import java.util.List;

/**
 * A model of the catalogue.
 *
 * @param name what a user types; also the name of its folder
 * @param summary description, in half a sentence
 * @param languages the languages it was trained on
 * @param licence SPDX identifier of the licence of the weights
 * @param copyright lines such as {@code Copyright (c) 2022 staoxiao}, if the licence's text wants
 *     them, and else none
 * @param artifact the file of a package registry that holds it
 * @param bytes size of the folder in the cache
 * @param scratchBytes further disk space that is needed while it is made
 */
public record CatalogueEntry(
    String name,
    String summary,
    String languages,
    String licence,
    List<String> copyright,
    ModelArtifact artifact,
    long bytes,
    long scratchBytes) {

  /** Keeps a copy of the lines. */
  public CatalogueEntry {
    copyright = List.copyOf(copyright);
  }
}
