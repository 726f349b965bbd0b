package io.blick.models.gguf;

import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Weight;
import io.blick.models.format.TensorFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The tensors of a file under other names. Errors of a tensor name it as the file does. */
final class RenamedTensors implements TensorFile {
  private final TensorFile file;
  // The name in the file of each name here.
  private final SequencedMap<String, String> stored = new LinkedHashMap<>();

  /**
   * Renames.
   *
   * @param file closed by {@link #close}
   * @param renamed gives the name of each tensor, no two the same
   */
  RenamedTensors(TensorFile file, UnaryOperator<String> renamed) {
    this.file = file;
    file.names().forEach(name -> stored.put(renamed.apply(name), name));
  }

  private String name(String renamed) {
    return stored.getOrDefault(renamed, renamed);
  }

  @Override
  public SequencedSet<String> names() {
    return Collections.unmodifiableSequencedSet(stored.sequencedKeySet());
  }

  @Override
  public Tensor tensor(String name) {
    return file.tensor(name(name));
  }

  @Override
  public List<Integer> sizes(String name) {
    return file.sizes(name(name));
  }

  @Override
  public boolean isReadable(String name) {
    return file.isReadable(name(name));
  }

  @Override
  public Tensor weight(String name, int... sizes) {
    return file.weight(name(name), sizes);
  }

  @Override
  public Weight matrix(String name, int outputs, int inputs) {
    return file.matrix(name(name), outputs, inputs);
  }

  @Override
  public <T> T reading(Supplier<T> reader) {
    return file.reading(reader);
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
