package io.blick.lens.ablation;

import io.blick.models.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** Gathers what interventions do to the guesses for the masks of one text. */
final class GuessChanges implements InterventionRuns.Visitor {
  private final MaskedText text;
  private final int topBefore;
  private final int topAfter;
  private final Tokenizer tokenizer;
  private final List<PieceDistribution> untouched = new ArrayList<>();
  private final List<List<Prediction>> before = new ArrayList<>();
  private final List<List<GuessChange>> changes = new ArrayList<>();

  /**
   * Begins.
   *
   * @param topBefore how many guesses of the model as it is, at most
   * @param topAfter how many under an intervention
   */
  GuessChanges(MaskedText text, int topBefore, int topAfter, Tokenizer tokenizer) {
    if (topBefore < 1) {
      throw new IllegalArgumentException(
          "ablation: there must be at least one guess for each mask; got " + topBefore);
    }
    this.text = text;
    this.topBefore = topBefore;
    this.topAfter = topAfter;
    this.tokenizer = tokenizer;
  }

  /** Returns the text. */
  MaskedText text() {
    return text;
  }

  /** Returns what one intervention did at each mask. */
  List<GuessChange> of(int intervention) {
    return changes.get(intervention);
  }

  @Override
  public void guessed(int trial, int ofOne, int mask, PieceDistribution odds) {
    if (trial == 0) {
      untouched.add(odds);
      before.add(Prediction.best(odds.probabilities(), topBefore, tokenizer));
      return;
    }
    if (trial > changes.size()) {
      changes.add(new ArrayList<>());
    }
    PieceDistribution first = untouched.get(mask);
    int best = first.best();
    changes
        .get(trial - 1)
        .add(new GuessChange(
            text.masked().get(mask),
            before.get(mask),
            Prediction.best(odds.probabilities(), topAfter, tokenizer),
            (double) first.probabilities()[best] - odds.probabilities()[best],
            first.distance(odds)));
  }
}
