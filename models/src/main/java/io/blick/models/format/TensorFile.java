package io.blick.models.format;

import io.blick.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Supplier;

/**
 * Named tensors in a memory-mapped file, checked when it was opened. Tensors are read in place:
 * they live until the file is closed. The file must not be changed while it is open.
 *
 * <p>Each room of a format implements it: {@code Safetensors}, {@code ShardedSafetensors},
 * {@code TensorFlowCheckpoint}, {@code OnnxInitializers}.
 */
public interface TensorFile extends AutoCloseable {

  /** Returns the names of all tensors, in the file's order. */
  SequencedSet<String> names();

  /**
   * Returns one tensor.
   *
   * @throws FormatException if there is none of that name; says the nearest name
   */
  Tensor tensor(String name);

  /**
   * Returns the sizes of one tensor, whatever its type.
   *
   * @throws FormatException if there is none of that name; says the nearest name
   */
  List<Integer> sizes(String name);

  /**
   * Whether one tensor's type is one that tensors have; {@link #tensor} refuses another.
   *
   * @throws FormatException if there is none of that name; says the nearest name
   */
  boolean isReadable(String name);

  /**
   * Returns a weight of a model: a tensor of a floating type, in float32, of which the sizes are
   * known.
   *
   * @throws FormatException if there is none of that name, or it has another type or other sizes
   */
  Tensor weight(String name, int... sizes);

  /**
   * Returns what {@code reader} gives, which reads tensors of this file. Whatever reads them for
   * longer than one call should read so: a file that is cut off while it is mapped gives zeros, or
   * an error of the JVM that names no file.
   *
   * @throws FormatException if the file was changed, or can no longer be read
   */
  <T> T reading(Supplier<T> reader);

  /** Returns the file, or of several the one that names them. */
  Path path();

  /** Unmaps the file; does nothing if that is done. */
  @Override
  void close();
}
