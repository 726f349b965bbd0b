package io.blick.core.attention;

import io.blick.core.tensor.Tensor;

/**
 * An observer of every attention of a pass that may also change it: capture, statistics and
 * ablation are probes, and models contain no code for any of them. It knows a call by its
 * {@link AttentionSite site}, and should ask for the kind as well as for the layer: a layer may
 * have two. Without a probe there is no cost.
 */
@FunctionalInterface
public interface AttentionProbe {

  /**
   * Called after each attention, in the order in which the model asks for them, which is that of
   * its layers; one of a ragged batch is called for each sequence in turn. On the thread that runs
   * the pass.
   *
   * @param call arguments and results; lent until this method returns: who reads them later gets an
   *     exception, unless it {@link AttentionCall#copy() copied} them
   */
  void attended(AttentionCall call);

  /**
   * Returns the statistics that the next attention gathers. They are complete when
   * {@link #attended} is called.
   *
   * @param site which attention of which layer
   * @param sequence of a ragged batch, counted from 0; 0 if the batch is not ragged
   * @param q queries (B, T, H, D)
   * @param k keys (B, S, Hkv, D)
   */
  default Statistics statistics(AttentionSite site, int sequence, Tensor q, Tensor k) {
    return Statistics.none();
  }

  /**
   * Returns the edges to cut from the next attention, besides those of its options. In a ragged
   * batch each sequence is an attention, of batch entry 0.
   *
   * @param site which attention of which layer
   */
  default Cuts cuts(AttentionSite site) {
    return Cuts.none();
  }

  /**
   * Whether the output of a head is replaced by zeros, before the output projection.
   *
   * @param site which attention of which layer
   * @param head counted from 0
   */
  default boolean silences(AttentionSite site, int head) {
    return false;
  }
}
