package io.blick.lens.ablation;

import java.util.List;

/**
 * The masked loss of a text, and the effect of silencing each head on it.
 *
 * @param loss mean −ln p of its pieces, each masked in turn, in nats
 * @param pieces their number
 * @param heads all heads: the one without which the loss grows most first
 */
public record TextAblation(double loss, int pieces, List<LossEffect> heads) {

  /** Copies the list. */
  public TextAblation {
    heads = List.copyOf(heads);
  }
}
