package io.blick.hub.catalogue;

/**
 * A model that has a name.
 *
 * @param name what a user types; also the name of its folder
 * @param summary what it is, in half a sentence
 * @param languages which languages it knows
 * @param licence SPDX identifier of the licence of the weights
 * @param artifact where it comes from
 * @param heads query heads of each layer, which no shape of a weight tells
 * @param bytes size of the converted folder
 * @param scratchBytes what is needed beside it while it is made
 */
public record CatalogueEntry(
    String name,
    String summary,
    String languages,
    String licence,
    ModelArtifact artifact,
    int heads,
    long bytes,
    long scratchBytes) {}
