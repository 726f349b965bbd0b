package io.blick.lens.ablation;

import io.blick.lens.ablation.output.OutputChange;
import io.blick.lens.trace.Head;
import java.util.Comparator;

/**
 * The effect of silencing one head on what a model says of a text.
 *
 * @param head the silenced head
 * @param change what it does
 */
public record OutputEffect(Head head, OutputChange change) {
  /** Largest distance first; of equal ones the lower layer, then the lower head. */
  static final Comparator<OutputEffect> LARGEST_FIRST = Comparator.comparingDouble(
          (OutputEffect effect) -> -effect.change().distance())
      .thenComparing(OutputEffect::head);
}
