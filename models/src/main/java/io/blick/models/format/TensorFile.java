package io.blick.models.format;

import io.blick.core.tensor.Tensor;
import java.util.SequencedSet;

/**
 * Named tensors in a memory-mapped file, checked when it was opened. Tensors are read in place:
 * they live until the file is closed. The file must not be changed while it is open.
 */
public sealed interface TensorFile extends AutoCloseable
    permits Safetensors, TensorFlowCheckpoint, OnnxInitializers {

  /** Returns the names of all tensors, in the file's order. */
  SequencedSet<String> names();

  /**
   * Returns one tensor.
   *
   * @throws FormatException if there is none of that name; says the nearest name
   */
  Tensor tensor(String name);

  /**
   * Returns a weight of a model: a tensor of a floating type, in float32, of which the sizes are
   * known.
   *
   * @throws FormatException if there is none of that name, or it has another type or other sizes
   */
  Tensor weight(String name, int... sizes);

  @Override
  void close();
}
