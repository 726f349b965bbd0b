package io.blick.lens.roles;

import io.blick.lens.bootstrap.Interval;
import java.util.ArrayList;
import java.util.List;
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

  /** Returns the heads with the most hits, as indices over all layers; at most so many. */
  List<Integer> ranked(int top) {
    return all.ranked(top);
  }

  /**
   * Returns what was found.
   *
   * @param drawn intervals of the best heads' accuracies, by the bootstrap alone
   * @param width heads of a layer
   */
  Role role(String relation, Direction direction, List<Interval> drawn, int width) {
    List<Integer> ranked = all.ranked(drawn.size());
    List<Role.Best> top = new ArrayList<>();
    for (int rank = 0; rank < ranked.size(); rank++) {
      top.add(all.best(ranked.get(rank), drawn.get(rank), width));
    }
    return new Role(
        relation,
        direction,
        all.cases(),
        all.byLayer(width),
        top.getFirst(),
        heldOut(width),
        baseline.best(),
        top,
        RoleExamples.none(),
        Optional.empty());
  }

  /**
   * Returns what became of another tally, when this one is of the model with heads silenced.
   *
   * @param drawn what became of its best head, case by case
   * @param ofBest interval of the best head of this one, by the bootstrap alone
   */
  SilencedRole silenced(RoleTally before, RoleDraws.Change drawn, Interval ofBest, int width) {
    int head = before.best();
    return new SilencedRole(
        all.byLayer(width),
        all.accuracy(head),
        SilencedRole.change(before.all.of(head), all.of(head), all.cases()),
        drawn.interval(),
        all.best(best(), ofBest, width),
        drawn.cases());
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
