package io.blick.lens.ablation;

import java.util.List;

/**
 * The effect of an intervention on the guesses for one masked piece.
 *
 * @param position index of the piece
 * @param before the best guesses of the model as it is, most probable first
 * @param after the best guesses under the intervention
 * @param fall by how much the probability of the first guess before is less after; negative if it
 *     is more
 * @param distance total variation between the two distributions p and q over the vocabulary, ½ Σ |p
 *     − q|: 0 if they are the same, 1 if they share nothing
 */
public record GuessChange(
    int position, List<Prediction> before, List<Prediction> after, double fall, double distance) {

  /** Copies the lists. */
  public GuessChange {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
