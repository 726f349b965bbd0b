package io.blick.models.format.gguf;

import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Weight;
import io.blick.models.format.TensorFile;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.StoredTensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Supplier;

/**
 * Named tensors and metadata in one GGUF file, the format of ggml, version 2 or 3: keys with
 * values, what tensors there are, and their elements. The sizes of a tensor are given outermost
 * first, as in other formats, though the file has them innermost first.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>
 */
public final class Gguf implements TensorFile {
  private final MappedFile file;
  private final SequencedMap<String, StoredTensor> tensors;
  private final GgufMetadata metadata;

  private Gguf(MappedFile file, GgufHeader header) {
    this.file = file;
    this.tensors = header.tensors();
    this.metadata = header.metadata();
  }

  /**
   * Maps a file and checks everything but the values of the elements, and the characters of texts,
   * which are checked when they are asked for.
   *
   * @param path the file
   * @throws io.blick.models.format.FormatException if the file violates the format
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Gguf open(Path path) {
    return MappedFile.read("gguf", path, file -> new Gguf(file, GgufHeader.read(file)));
  }

  /** Returns the metadata, valid until the file is closed. */
  public GgufMetadata metadata() {
    return metadata;
  }

  @Override
  public SequencedSet<String> names() {
    return Collections.unmodifiableSequencedSet(tensors.sequencedKeySet());
  }

  @Override
  public Tensor tensor(String name) {
    return StoredTensor.find(name, tensors, file).tensor(name);
  }

  @Override
  public List<Integer> sizes(String name) {
    return StoredTensor.find(name, tensors, file).sizes();
  }

  @Override
  public boolean isReadable(String name) {
    return StoredTensor.find(name, tensors, file).isReadable();
  }

  @Override
  public Tensor weight(String name, int... sizes) {
    return StoredTensor.find(name, tensors, file).weight(name, sizes);
  }

  @Override
  public Weight matrix(String name, int outputs, int inputs) {
    return GgufMatrix.of(StoredTensor.find(name, tensors, file), name, outputs, inputs);
  }

  @Override
  public <T> T reading(Supplier<T> reader) {
    return MappedFile.reading(List.of(file), reader);
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public void close() {
    file.close();
  }
}
