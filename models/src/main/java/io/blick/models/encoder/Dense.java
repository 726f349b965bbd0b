package io.blick.models.encoder;

import io.blick.core.nn.Activation;
import io.blick.core.nn.Gelu;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Finite;

/**
 * The first layer of a head: f(W x + b). The sum is checked before f, which may map an infinity to
 * a number.
 *
 * @param model the model's name, for errors
 * @param what a name of the head's numbers for errors, in the plural
 * @param linear W and b
 * @param activation f
 */
record Dense(String model, String what, Linear linear, Activation activation) {

  /**
   * Returns f(W x + b) of each row.
   *
   * @param x (N, C)
   * @throws IllegalStateException if a sum is not finite
   */
  Tensor of(Ops ops, Tensor x) {
    Tensor sum = Finite.checked(model, what, ops.linear(x, linear));
    return switch (activation) {
      case Activation.None _ -> sum;
      case Activation.Relu _ -> ops.relu(sum);
      case Activation.Silu _ -> ops.silu(sum);
      case Activation.Tanh _ -> ops.tanh(sum);
      case Gelu kind -> ops.gelu(sum, kind);
    };
  }
}
