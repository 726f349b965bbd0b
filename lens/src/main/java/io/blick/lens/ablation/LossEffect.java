package io.blick.lens.ablation;

import io.blick.lens.trace.Head;
import java.util.Comparator;

/**
 * The effect of silencing one head on the masked loss.
 *
 * @param head the silenced head
 * @param loss mean −ln p of the masked pieces without the head, in nats
 * @param change by how much that is more than with the head; negative if it is less
 */
public record LossEffect(Head head, double loss, double change) {
  /** The greatest growth first; of equal ones the lower layer, then the lower head. */
  static final Comparator<LossEffect> WORST_FIRST = Comparator.comparingDouble(
          (LossEffect effect) -> -effect.change())
      .thenComparing(LossEffect::head);
}
