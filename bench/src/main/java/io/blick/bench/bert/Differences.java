package io.blick.bench.bert;

import io.blick.bench.contest.Agreement;
import io.blick.core.tensor.Tensor;
import java.util.function.Function;

/**
 * How far one text's results are from those computed in float64.
 *
 * @param weights largest difference of an attention weight
 * @param hidden largest difference of a hidden state
 */
record Differences(double weights, double hidden) {

  /**
   * Compares.
   *
   * @param text whose
   * @param golden tensors by name in float64, rounded once
   * @param computed tensors by name in float32
   */
  static Differences of(
      String text, Function<String, Tensor> golden, Function<String, Tensor> computed) {
    return new Differences(
        largest(text + ".weights", golden, computed), largest(text + ".hidden", golden, computed));
  }

  private static double largest(
      String name, Function<String, Tensor> golden, Function<String, Tensor> computed) {
    Tensor expected = golden.apply(name);
    return Agreement.difference(expected, computed.apply(name).view(expected.sizes()));
  }
}
