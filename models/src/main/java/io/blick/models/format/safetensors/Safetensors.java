package io.blick.models.format.safetensors;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.TensorFile;
import io.blick.models.format.mapped.MappedFile;
import io.blick.models.format.mapped.StoredTensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Supplier;

/**
 * Named tensors in one safetensors file, the format of Hugging Face: 8 bytes with the length of the
 * header, a header in JSON, and the elements.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format</a>
 */
public final class Safetensors implements TensorFile {
  private final MappedFile file;
  private final SequencedMap<String, StoredTensor> tensors;
  private final Map<String, String> metadata;

  private Safetensors(MappedFile file, SafetensorsHeader header) {
    this.file = file;
    this.tensors = header.tensors();
    this.metadata = Collections.unmodifiableMap(header.metadata());
  }

  /**
   * Maps a file and checks everything but the values of the elements.
   *
   * @param path the file
   * @throws io.blick.models.format.FormatException if the file violates the format
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Safetensors open(Path path) {
    return MappedFile.read(
        "safetensors", path, file -> new Safetensors(file, SafetensorsHeader.read(file)));
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

  MappedFile file() {
    return file;
  }

  /** Returns the header's metadata, in the order of the file; empty if there is none. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Writes a temporary file beside {@code path}, then renames it, so that an incomplete file never
   * has that name. The same arguments give the same bytes.
   *
   * <p>The elements begin at a multiple of 64 bytes, and so does each tensor as far as the format
   * permits, which allows no gaps: tensors whose size is a multiple of 64 bytes come first.
   *
   * @param path the file, replaced if it exists
   * @param tensors the tensors by name, listed in the header in this order
   * @param metadata strings for the header, sorted by key
   * @throws IllegalArgumentException if a tensor has the name {@code __metadata__}, a name is not
   *     valid Unicode, or the header has more than 100,000,000 bytes
   * @throws java.io.UncheckedIOException if the file cannot be written; the temporary file is
   *     deleted
   */
  public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) {
    SafetensorsWriter.write(path, tensors, metadata);
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
