package io.blick.models.format.safetensors;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
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
 * Named tensors in one file, as Hugging Face keeps models: the header's length in 8 bytes, a header
 * in JSON, and the elements.
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
   * Maps a file and checks all of it but the elements.
   *
   * @param path the file
   * @throws FormatException if the file is not what the format demands
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
    return StoredTensor.named(name, tensors, file).tensor(name);
  }

  @Override
  public List<Integer> sizes(String name) {
    return StoredTensor.named(name, tensors, file).sizes();
  }

  @Override
  public boolean isReadable(String name) {
    return StoredTensor.named(name, tensors, file).isReadable();
  }

  @Override
  public Tensor weight(String name, int... sizes) {
    return StoredTensor.named(name, tensors, file).weight(name, sizes);
  }

  MappedFile file() {
    return file;
  }

  /** Returns the header's metadata, in the file's order; empty if it has none. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Writes a file aside, then renames it, so that no half of it ever bears the name. The same
   * arguments give the same bytes.
   *
   * <p>The elements begin at a multiple of 64 bytes, and so does each tensor as far as the format,
   * which allows no gaps, lets it: tensors of whole multiples of 64 bytes stand first.
   *
   * @param path the file, replaced if it exists
   * @param tensors what to write, named in this order
   * @param metadata texts for the header, written by ascending key
   * @throws IllegalArgumentException if a tensor has the name {@code __metadata__}, a name is no
   *     text, or the header comes to more than 100,000,000 bytes
   * @throws java.io.UncheckedIOException if the file cannot be written; nothing is left of it then
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
