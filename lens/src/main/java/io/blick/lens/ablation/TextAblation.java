package io.blick.lens.ablation;

import java.util.List;

/**
 * The masked loss of a text and what silencing each head does to it.
 *
 * @param loss mean −ln p of its pieces, each masked in turn, in nats
 * @param pieces how many
 * @param heads all heads: the one without which the loss grows most first
 */
public record TextAblation(double loss, int pieces, List<LossEffect> heads) {

  /** Copies the list. */
  public TextAblation {
    heads = List.copyOf(heads);
  }
}
