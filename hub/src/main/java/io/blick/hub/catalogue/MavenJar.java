package io.blick.hub.catalogue;

/**
 * The jar of a Maven artifact that holds a model, which is converted.
 *
 * @param coordinates group, artifact and version, with colons between
 * @param bytes size of the jar
 * @param sha256 SHA-256 of the jar, 64 hexadecimal digits in lower case
 * @param layout layout of the model in the jar
 * @param weights the entry of the jar that holds the weights
 * @param notice the entry of the jar that names their authors
 * @param heads query heads of each layer, which cannot be derived from the shapes of weights
 */
public record MavenJar(
    String coordinates,
    long bytes,
    String sha256,
    Layout layout,
    String weights,
    String notice,
    int heads)
    implements ModelArtifact {}
