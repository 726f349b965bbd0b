package io.blick.models.format;

import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Dense;
import io.blick.core.weight.Weight;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Supplier;

/**
 * Named tensors in a memory-mapped file that was checked when it was opened. Tensors are views of
 * the mapped memory: they are valid until the file is closed. The file must not be changed while it
 * is open.
 *
 * <p>Implemented by {@code Safetensors}, {@code ShardedSafetensors}, {@code TensorFlowCheckpoint}
 * and {@code OnnxInitializers}, each in the package of its format.
 */
public interface TensorFile extends AutoCloseable {

  /** Returns the names of all tensors, in the file's order. */
  SequencedSet<String> names();

  /**
   * Returns one tensor.
   *
   * @throws FormatException if there is no tensor of that name; the message names the nearest one
   */
  Tensor tensor(String name);

  /**
   * Returns the sizes of one tensor, whatever its type.
   *
   * @throws FormatException if there is no tensor of that name; the message names the nearest one
   */
  List<Integer> sizes(String name);

  /**
   * Whether the type of one tensor is one of {@link io.blick.core.tensor.DType}; {@link #tensor}
   * refuses any other, such as that of a quantised {@link #matrix}.
   *
   * @throws FormatException if there is no tensor of that name; the message names the nearest one
   */
  boolean isReadable(String name);

  /**
   * Returns a weight of a model: a tensor of a floating-point type, converted to float32, whose
   * sizes must be the given ones.
   *
   * @throws FormatException if there is no tensor of that name, or it has another type or other
   *     sizes
   */
  Tensor weight(String name, int... sizes);

  /**
   * Returns a matrix as a weight, which is read where the file has it, until the file is closed.
   *
   * @param name the tensor's name
   * @param outputs O, the outer axis
   * @param inputs I, the inner axis
   * @throws FormatException if there is no tensor of that name, it has other sizes, or a type that
   *     nothing computes with
   */
  default Weight matrix(String name, int outputs, int inputs) {
    return new Dense(weight(name, outputs, inputs));
  }

  /**
   * Returns the result of {@code reader}, which reads tensors of this file. Whatever reads them for
   * longer than one call should be run here: a file that is truncated while it is mapped gives
   * zeros, or an error of the JVM that names no file.
   *
   * @throws FormatException if the file was changed meanwhile, or can no longer be read
   */
  <T> T reading(Supplier<T> reader);

  /** Returns the path of the file; of several files, that of the index. */
  Path path();

  /** Unmaps the file; does nothing if it is unmapped already. */
  @Override
  void close();
}
