package io.blick.models.text;

import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.tensor.Tensor;
import java.util.Objects;

/**
 * One pass through the blocks of a model: the batch, and where each attention has its keys and
 * values from. They are those that the pass makes of its own texts.
 */
public final class Pass {
  private final Batch batch;

  private Pass(Batch batch) {
    this.batch = batch;
  }

  /** Returns a pass over all pieces of a batch. */
  public static Pass of(Batch batch) {
    return new Pass(Objects.requireNonNull(batch, "pass: batch must not be null"));
  }

  /** Returns the same pass, where each of the pieces is of the first segment. */
  public Pass inOneSegment() {
    return new Pass(batch.inOneSegment());
  }

  /** Returns the texts whose hidden states are computed. */
  public Batch batch() {
    return batch;
  }

  /**
   * Returns the keys and values to which the queries of the batch attend.
   *
   * @param site which attention of which layer
   * @param k keys that the layer made of the pieces of the batch (N, Hkv, D)
   * @param v values that the layer made of them (N, Hkv, Dv)
   */
  public KvSource source(AttentionSite site, Tensor k, Tensor v) {
    return new KvSource.Fresh(k, v, batch.sequences());
  }
}
