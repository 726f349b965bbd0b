package io.blick.models.encoder;

import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import java.util.Arrays;

/**
 * f(W x + b) of the hidden state x of each text's first piece.
 *
 * @param dense W, b and f
 */
record FirstPiece(Dense dense) {

  /**
   * Returns one vector for each text (B, C).
   *
   * @param hidden the last hidden states (N, C)
   * @throws io.blick.core.tensor.ShapeException if they have not the rows of the batch
   */
  Tensor of(Ops ops, Tensor hidden, Batch batch) {
    batch.sequences().check("head: hidden", hidden);
    int[] rows = new int[batch.texts()];
    Arrays.setAll(rows, batch.sequences()::start);
    return dense.of(ops, ops.gather(hidden, Tensor.of(rows, rows.length)));
  }
}
