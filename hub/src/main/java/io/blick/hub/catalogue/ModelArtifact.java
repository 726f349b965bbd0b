package io.blick.hub.catalogue;

/**
 * The Maven artifact that holds a model: one jar.
 *
 * @param coordinates group, artifact and version, with colons between
 * @param bytes size of the jar
 * @param sha256 SHA-256 of the jar, 64 hexadecimal digits in lower case
 * @param layout layout of the model in the jar
 * @param weights the entry of the jar that holds the weights
 * @param notice the entry of the jar that names their authors
 */
public record ModelArtifact(
    String coordinates, long bytes, String sha256, Layout layout, String weights, String notice) {}
