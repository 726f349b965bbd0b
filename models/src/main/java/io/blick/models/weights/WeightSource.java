package io.blick.models.weights;

import io.blick.core.nn.Embedding;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.RmsNorm;
import io.blick.core.tensor.Tensor;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Where a model gets its weights by their names. A model asks twice in the same order: first
 * {@link CheckedWeights}, which look everything up and compare sizes before anything is allocated,
 * then {@link LoadedWeights}.
 */
public sealed interface WeightSource permits CheckedWeights, LoadedWeights {

  /** Whether the file has a tensor of this name. */
  boolean has(String name);

  /** Whether two tensors of the file have the same type, sizes and bits. */
  boolean same(String name, String other);

  /**
   * Says that a name is another name of a weight, so that it is used if both have the same bits.
   */
  void alias(String name, String weight);

  /**
   * Returns a table, which stays where the file has it.
   *
   * @throws io.blick.models.format.FormatException if it is missing or has other sizes
   */
  Tensor table(String name, int rows, int width);

  /**
   * Returns an embedding, whose table stays where the file has it.
   *
   * @throws io.blick.models.format.FormatException if it is missing or has other sizes
   */
  Embedding embedding(String name, int rows, int width);

  /**
   * Returns a vector in memory of its own.
   *
   * @throws io.blick.models.format.FormatException if it is missing or has another size
   */
  Tensor vector(String name, int size);

  /**
   * Returns a packed layer: {@code name.weight} and {@code name.bias}.
   *
   * @throws io.blick.models.format.FormatException if one is missing or has other sizes
   */
  Linear linear(String name, int outputs, int inputs);

  /**
   * Returns a packed layer without a bias: {@code name.weight} alone.
   *
   * @throws io.blick.models.format.FormatException if it is missing or has other sizes
   */
  Linear linearWithoutBias(String name, int outputs, int inputs);

  /**
   * Returns a packed layer of some rows of {@code name.weight} (all, I), and of {@code name.bias}.
   *
   * @throws io.blick.models.format.FormatException if one is missing or has other sizes
   */
  Linear linear(String name, Rows rows, int inputs);

  /**
   * Returns a packed layer without a bias of some rows of {@code name.weight} (all, I).
   *
   * @throws io.blick.models.format.FormatException if it is missing or has other sizes
   */
  Linear linearWithoutBias(String name, Rows rows, int inputs);

  /**
   * Returns a packed layer of some columns of {@code name.weight} (I, all), which the file has
   * transposed, and of {@code name.bias}.
   *
   * @throws io.blick.models.format.FormatException if one is missing or has other sizes
   */
  Linear transposed(String name, Rows columns, int inputs);

  /**
   * Returns the packed first rows of a decoder over a vocabulary.
   *
   * @param weight (vocabulary, inputs)
   * @param bias (vocabulary)
   * @param rows number of pieces, at most the vocabulary
   * @throws io.blick.models.format.FormatException if one is missing or has other sizes
   */
  Linear decoder(String weight, String bias, int vocabulary, int inputs, int rows);

  /**
   * Returns the layer norm {@code name.weight} and {@code name.bias}; older files call them
   * {@code name.gamma} and {@code name.beta}.
   *
   * @throws io.blick.models.format.FormatException if one is missing or has another size
   */
  LayerNorm norm(String name, int width, float epsilon);

  /**
   * Returns the norm by the root mean square with the gain {@code name.weight}.
   *
   * @param added to each gain: 1 where the file has how much it differs from 1
   * @throws io.blick.models.format.FormatException if it is missing or has another size
   */
  RmsNorm rmsNorm(String name, int width, float epsilon, float added);

  /** Returns the layers from 0 on, each made by {@code layer}. */
  <T> List<T> layers(int count, IntFunction<T> layer);

  /** Returns what {@code part} makes when it is first asked for: most runs do not need it. */
  <T> Supplier<T> later(Supplier<T> part);
}
