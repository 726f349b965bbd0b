package io.blick.lens.ablation;

import io.blick.models.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** The effect of each intervention on the guesses for the masks of one text. */
final class GuessChanges implements MaskedRuns.Visitor {
  private final MaskedText text;
  private final int topBefore;
  private final int topAfter;
  private final Tokenizer tokenizer;
  private final List<PieceDistribution> distributionsBefore = new ArrayList<>();
  private final List<List<Prediction>> before = new ArrayList<>();
  private final List<List<GuessChange>> changes = new ArrayList<>();

  /**
   * @param topBefore guesses of the model as it is, at most
   * @param topAfter guesses under an intervention, at most
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
  public void guessed(int run, int ofOne, int mask, PieceDistribution distribution) {
    if (run == 0) {
      distributionsBefore.add(distribution);
      before.add(Prediction.best(distribution.probabilities(), topBefore, tokenizer));
      return;
    }
    if (run > changes.size()) {
      changes.add(new ArrayList<>());
    }
    PieceDistribution first = distributionsBefore.get(mask);
    int best = first.best();
    changes
        .get(run - 1)
        .add(new GuessChange(
            text.masked().get(mask),
            before.get(mask),
            Prediction.best(distribution.probabilities(), topAfter, tokenizer),
            (double) first.probabilities()[best] - distribution.probabilities()[best],
            first.distance(distribution)));
  }
}
