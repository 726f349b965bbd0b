package io.blick.models.causal;

import io.blick.core.nn.Ops;
import io.blick.core.nn.RmsNorm;
import io.blick.core.nn.Rotary;
import io.blick.core.tensor.Tensor;
import java.util.Optional;

/**
 * What is done to the queries and keys of each head before they meet: a norm over each head, then a
 * turn by its position.
 *
 * @param queryNorm of each query, if there is one
 * @param keyNorm of each key, if there is one
 * @param rotary the turn, if there is one
 */
public record HeadTurn(
    Optional<RmsNorm> queryNorm, Optional<RmsNorm> keyNorm, Optional<Rotary> rotary) {
  /** Leaves queries and keys as they are. */
  public static final HeadTurn NONE =
      new HeadTurn(Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns the turn alone. */
  public static HeadTurn of(Rotary rotary) {
    return new HeadTurn(Optional.empty(), Optional.empty(), Optional.of(rotary));
  }

  /** Returns the queries (N, H, D) as they meet keys. */
  Tensor query(Ops ops, Tensor q, Tensor positions) {
    return turned(ops, q, queryNorm, positions);
  }

  /** Returns the keys (N, Hkv, D) as they meet queries. */
  Tensor key(Ops ops, Tensor k, Tensor positions) {
    return turned(ops, k, keyNorm, positions);
  }

  private Tensor turned(Ops ops, Tensor x, Optional<RmsNorm> norm, Tensor positions) {
    Tensor normed = norm.map(n -> ops.rmsNorm(x, n)).orElse(x);
    return rotary.map(r -> ops.rotate(normed, positions, r)).orElse(normed);
  }
}
