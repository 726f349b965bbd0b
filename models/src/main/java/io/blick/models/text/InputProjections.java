package io.blick.models.text;

import io.blick.core.nn.Linear;
import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Dense;

/**
 * The projections of a layer's hidden states x to queries, keys and values: q = W_Q x + b_Q, and so
 * for k and v. Head h has the rows h · D … (h + 1) · D of each.
 *
 * @param query W_Q (H · D, C) and b_Q
 * @param key W_K (Hkv · D, C) and b_K
 * @param value W_V (Hkv · Dv, C) and b_V
 */
public record InputProjections(Linear query, Linear key, Linear value) {

  /** Returns the same projections in memory of their own, as float32 rows. */
  public InputProjections copy() {
    return new InputProjections(copy(query), copy(key), copy(value));
  }

  private static Linear copy(Linear linear) {
    return new Linear(new Dense(linear.weight().dense()), linear.bias().map(Tensor::copy));
  }
}
