package io.blick.cli;

import io.blick.lens.measure.CorpusAblation;
import io.blick.lens.measure.GuessChange;
import io.blick.lens.measure.GuessEffect;
import io.blick.lens.measure.PieceLoss;
import io.blick.lens.measure.TextAblation;
import java.util.List;

/** What {@code ablate} found. */
sealed interface Ablated {

  /**
   * Each head silenced in turn, in a text with a mask.
   *
   * @param effects ranked
   */
  record HeadsByGuesses(String text, List<GuessEffect> effects) implements Ablated {}

  /**
   * Each head silenced in turn, in a text without a mask.
   *
   * @param result ranked
   */
  record HeadsByLoss(String text, TextAblation result) implements Ablated {}

  /**
   * Each head silenced in turn, in a corpus.
   *
   * @param file as it was named
   * @param result ranked
   */
  record HeadsByCorpus(String file, CorpusAblation result) implements Ablated {}

  /**
   * The guesses before and after what was asked for.
   *
   * @param changes of each mask
   */
  record Guesses(String text, AblateQuestion question, List<GuessChange> changes)
      implements Ablated {}

  /**
   * The losses before and after what was asked for.
   *
   * @param losses of each piece
   */
  record Losses(String text, AblateQuestion question, List<PieceLoss> losses) implements Ablated {
    /** Returns the mean loss before. */
    double before() {
      return losses.stream().mapToDouble(PieceLoss::before).average().orElse(0);
    }

    /** Returns the mean loss after. */
    double after() {
      return losses.stream().mapToDouble(PieceLoss::after).average().orElse(0);
    }
  }
}
