package io.blick.lens.roles;

import io.blick.lens.bootstrap.Interval;
import java.util.Optional;

/** The hits of all heads and baseline for one relation in one direction. */
final class RoleTally {
  private final int number;
  private final Hits all;
  /** Of the first sentence, the third and on. */
  private final Hits odd;
  /** Of the second sentence, the fourth and on. */
  private final Hits even;

  private final FixedOffsetBaseline baseline = new FixedOffsetBaseline();

  /**
   * Begins without a case.
   *
   * @param number of this tally among all
   * @param heads of all layers together
   */
  RoleTally(int number, int heads) {
    this.number = number;
    this.all = new Hits(heads);
    this.odd = new Hits(heads);
    this.even = new Hits(heads);
  }

  /**
   * Adds a case.
   *
   * @param sentence index of its sentence
   * @param distance from the word that looks to the word that is right
   */
  void add(int sentence, int distance, CorrectHeads correct) {
    all.add(correct);
    (sentence % 2 == 0 ? odd : even).add(correct);
    baseline.add(distance);
  }

  int number() {
    return number;
  }

  /** Returns the head with the most hits, as an index over all layers. */
  int best() {
    return all.best();
  }

  /**
   * Returns what was found.
   *
   * @param drawn of the best head's accuracy, by the bootstrap alone
   * @param width heads of a layer
   */
  Role role(String relation, Direction direction, Interval drawn, int width) {
    int best = best();
    return new Role(
        relation,
        direction,
        all.cases(),
        all.byLayer(width),
        new Role.Best(Hits.at(best, width), all.accuracy(best), all.interval(best, drawn)),
        heldOut(width),
        baseline.best());
  }

  private Optional<Role.HeldOut> heldOut(int width) {
    if (even.cases() == 0) {
      return Optional.empty();
    }
    int chosen = odd.best();
    return Optional.of(
        new Role.HeldOut(Hits.at(chosen, width), even.accuracy(chosen), even.cases()));
  }
}
