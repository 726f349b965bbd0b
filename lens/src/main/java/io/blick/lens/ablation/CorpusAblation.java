package io.blick.lens.ablation;

import io.blick.lens.bootstrap.Interval;
import java.util.List;

/**
 * The masked loss of a corpus, and the effect of silencing each head on it.
 *
 * @param lines the lines that were measured
 * @param empty the lines skipped because they have no piece to be masked
 * @param tooLong the lines skipped because they have more pieces than the model has positions
 * @param masked the number of masked pieces
 * @param loss mean −ln p of the masked pieces, in nats
 * @param heads all heads: the one without which the loss grows most first
 */
public record CorpusAblation(
    int lines, int empty, int tooLong, int masked, double loss, List<Ranked> heads) {

  /** Copies the list. */
  public CorpusAblation {
    heads = List.copyOf(heads);
  }

  /**
   * A head's effect with its confidence interval.
   *
   * @param effect the head and its change
   * @param interval of the change, by the bootstrap over lines
   */
  public record Ranked(LossEffect effect, Interval interval) {}
}
