package io.blick.bench.bert;

import io.blick.bench.comparison.Agreement;
import io.blick.core.tensor.Tensor;
import java.util.function.Function;

/**
 * The largest errors of one text's results against float64.
 *
 * @param weights the largest absolute difference of an attention weight
 * @param hidden the largest absolute difference of a hidden state
 */
record LargestErrors(double weights, double hidden) {

  /**
   * Compares the results of a text.
   *
   * @param text its name
   * @param golden tensors by name in float64, rounded once
   * @param computed tensors by name in float32
   */
  static LargestErrors of(
      String text, Function<String, Tensor> golden, Function<String, Tensor> computed) {
    return new LargestErrors(
        largest(text + ".weights", golden, computed), largest(text + ".hidden", golden, computed));
  }

  private static double largest(
      String name, Function<String, Tensor> golden, Function<String, Tensor> computed) {
    Tensor expected = golden.apply(name);
    return Agreement.difference(expected, computed.apply(name).view(expected.sizes()));
  }
}
