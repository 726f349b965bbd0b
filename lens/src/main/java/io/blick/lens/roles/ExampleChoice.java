package io.blick.lens.roles;

import java.util.ArrayList;
import java.util.List;

/**
 * The examples of all relations: of each the first cases of the corpus in which its best head is
 * right, and the first in which it is wrong.
 */
final class ExampleChoice {
  private final List<Integer> best;
  private final int most;
  private final List<List<RoleExample>> right = new ArrayList<>();
  private final List<List<RoleExample>> wrong = new ArrayList<>();
  /** Lists that are not full; that of a relation with few cases never is. */
  private int open;

  /**
   * Begins without an example.
   *
   * @param best the best head of each relation and direction, by number
   * @param most examples of each kind
   */
  ExampleChoice(List<Integer> best, int most) {
    this.best = best;
    this.most = most;
    best.forEach(_ -> {
      right.add(new ArrayList<>());
      wrong.add(new ArrayList<>());
    });
    open = 2 * best.size();
  }

  /** Takes what it needs of a sentence; returns whether it needs more. */
  boolean take(KeptSentences.Kept sentence) {
    for (KeptSentences.Pair pair : sentence.pairs()) {
      int looked = sentence.target(best.get(pair.role()), pair.from());
      List<RoleExample> kept = (looked == pair.to() ? right : wrong).get(pair.role());
      if (kept.size() < most) {
        kept.add(
            new RoleExample(sentence.place(), sentence.text(), pair.from(), pair.to(), looked));
        open -= kept.size() == most ? 1 : 0;
      }
    }
    return open > 0;
  }

  /** Returns those of a relation and direction. */
  RoleExamples of(int role) {
    return new RoleExamples(right.get(role), wrong.get(role));
  }
}
