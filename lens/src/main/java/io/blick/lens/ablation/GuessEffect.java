package io.blick.lens.ablation;

import io.blick.lens.trace.Head;
import java.util.Comparator;
import java.util.List;

/**
 * The effect of silencing one head on the guesses for the masked pieces of a text.
 *
 * @param head the silenced head
 * @param distance mean of the total variations at the masked pieces
 * @param fall mean of the falls there
 * @param masks the change at each masked piece, in reading order; after the intervention only the
 *     best guess
 */
public record GuessEffect(Head head, double distance, double fall, List<GuessChange> masks) {
  /** Largest distance first; of equal ones the lower layer, then the lower head. */
  static final Comparator<GuessEffect> LARGEST_FIRST = Comparator.comparingDouble(
          (GuessEffect effect) -> -effect.distance())
      .thenComparing(GuessEffect::head);

  /** Copies the list. */
  public GuessEffect {
    masks = List.copyOf(masks);
  }

  static GuessEffect of(Head head, List<GuessChange> masks) {
    return new GuessEffect(
        head,
        masks.stream().mapToDouble(GuessChange::distance).average().orElse(0),
        masks.stream().mapToDouble(GuessChange::fall).average().orElse(0),
        masks);
  }
}
