package io.blick.models.encoder;

import io.blick.core.nn.Activation;
import io.blick.core.nn.Gelu;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.Finite;
import java.util.Arrays;

/**
 * f(W x + b) of the hidden state x of each text's first piece.
 *
 * @param model the model's name, for errors
 * @param dense W and b
 * @param activation f
 */
record FirstPiece(String model, Linear dense, Activation activation) {

  /**
   * Returns one vector for each text.
   *
   * @param hidden the last hidden states (N, C)
   */
  Tensor of(Ops ops, Tensor hidden, Batch batch) {
    int[] rows = new int[batch.texts()];
    Arrays.setAll(rows, batch.sequences()::start);
    Tensor first = ops.embedding(Tensor.of(rows, rows.length), hidden);
    // Checked before an activation function that maps an infinity to a number.
    Tensor sum = Finite.checked(model, "the pooled vector's numbers", ops.linear(first, dense));
    return switch (activation) {
      case Activation.None _ -> sum;
      case Activation.Relu _ -> ops.relu(sum);
      case Activation.Silu _ -> ops.silu(sum);
      case Activation.Tanh _ -> ops.tanh(sum);
      case Gelu kind -> ops.gelu(sum, kind);
    };
  }
}
