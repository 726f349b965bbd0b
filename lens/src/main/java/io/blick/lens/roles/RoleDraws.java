package io.blick.lens.roles;

import io.blick.lens.bootstrap.Bootstrap;
import io.blick.lens.bootstrap.BootstrapProportion;
import io.blick.lens.bootstrap.Interval;
import java.util.ArrayList;
import java.util.List;

/** The bootstrap over the sentences of a corpus: intervals of each relation's accuracies. */
final class RoleDraws {
  private final CaseFile cases;

  RoleDraws(CaseFile cases) {
    this.cases = cases;
  }

  /**
   * Returns the interval of one head of each relation and direction.
   *
   * @param heads the head, by number
   */
  List<Interval> intervals(List<Integer> heads) {
    List<BootstrapProportion> drawn = proportions(heads.size());
    var bootstrap = new Bootstrap(cases.sentences());
    cases.each(ofSentence -> add(ofSentence, bootstrap.next(), heads, drawn));
    return drawn.stream().map(BootstrapProportion::interval).toList();
  }

  /**
   * The change of a head.
   *
   * @param interval of how much more it is right
   * @param cases in which it is right and was not, or was and is not
   */
  record Change(Interval interval, int cases) {}

  /**
   * Returns how much more one head of each relation and direction is right in other cases of the
   * same sentences.
   *
   * @param other cases of as many sentences, of the same dependencies in the same order
   * @param heads the head, by number
   */
  List<Change> changes(CaseFile other, List<Integer> heads) {
    List<BootstrapProportion> before = proportions(heads.size());
    List<BootstrapProportion> after = proportions(heads.size());
    int[] changed = new int[heads.size()];
    var bootstrap = new Bootstrap(cases.sentences());
    cases.each(other, (ofSentence, ofOther) -> {
      int[] times = bootstrap.next();
      add(ofSentence, times, heads, before);
      add(ofOther, times, heads, after);
      for (int i = 0; i < ofSentence.size(); i++) {
        CaseFile.Case one = ofSentence.get(i);
        int head = heads.get(one.role());
        boolean same = one.correct().has(head) == ofOther.get(i).correct().has(head);
        changed[one.role()] += same ? 0 : 1;
      }
    });
    List<Change> changes = new ArrayList<>();
    for (int role = 0; role < heads.size(); role++) {
      Interval interval = after.get(role).intervalOfChange(before.get(role));
      changes.add(new Change(interval, changed[role]));
    }
    return changes;
  }

  private static List<BootstrapProportion> proportions(int roles) {
    List<BootstrapProportion> all = new ArrayList<>();
    for (int role = 0; role < roles; role++) {
      all.add(new BootstrapProportion());
    }
    return all;
  }

  private static void add(
      List<CaseFile.Case> ofSentence,
      int[] times,
      List<Integer> heads,
      List<BootstrapProportion> drawn) {
    for (CaseFile.Case one : ofSentence) {
      drawn.get(one.role()).add(times, one.correct().has(heads.get(one.role())));
    }
  }
}
