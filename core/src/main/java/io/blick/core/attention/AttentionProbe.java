package io.blick.core.attention;

import io.blick.core.tensor.Tensor;

/**
 * Sees every attention of a pass and may take part in it: capture, statistics and ablation are
 * probes, and models contain no code for any of them. Without a probe nothing of it costs anything.
 */
@FunctionalInterface
public interface AttentionProbe {

  /**
   * Called after each attention, in the order of the layers, on the thread that runs the pass.
   *
   * @param call what went in and came out; valid only until this method returns, unless
   *     {@link AttentionCall#copy() copied}
   */
  void attended(AttentionCall call);

  /**
   * Which statistics the next attention is to gather. What is asked for is written when
   * {@link #attended} is called.
   *
   * @param layer counted from 0
   * @param q its queries (B, T, H, D)
   * @param k its keys (B, S, Hkv, D)
   */
  default Statistics statistics(int layer, Tensor q, Tensor k) {
    return Statistics.none();
  }

  /**
   * Which edges the next attention is to do without, besides those that its options cut.
   *
   * @param layer counted from 0
   */
  default Cuts cuts(int layer) {
    return Cuts.none();
  }

  /**
   * Whether a head is to give zeros instead of its output, before the output projection.
   *
   * @param layer counted from 0
   * @param head counted from 0
   */
  default boolean silences(int layer, int head) {
    return false;
  }
}
