package io.blick.lens.ablation;

import io.blick.lens.bootstrap.Interval;
import java.util.List;

/**
 * The masked loss of a corpus and what silencing each head does to it.
 *
 * @param lines how many lines counted
 * @param empty how many more were skipped since they have no piece to be masked
 * @param tooLong how many more were skipped since they have more pieces than the model has
 *     positions
 * @param masked how many pieces were masked
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
   * A head and how sure its change is.
   *
   * @param effect the head and its change
   * @param interval of the change: 95 % of its values lie there when the lines are drawn again
   */
  public record Ranked(LossEffect effect, Interval interval) {}
}
