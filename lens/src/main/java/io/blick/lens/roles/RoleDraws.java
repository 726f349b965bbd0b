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
   * Returns the interval of how much one head of each relation and direction has more in other
   * cases of the same sentences.
   *
   * @param other cases of as many sentences, of the same dependencies
   * @param heads the head, by number
   */
  List<Interval> changes(CaseFile other, List<Integer> heads) {
    List<BootstrapProportion> before = proportions(heads.size());
    List<BootstrapProportion> after = proportions(heads.size());
    var bootstrap = new Bootstrap(cases.sentences());
    cases.each(other, (ofSentence, ofOther) -> {
      int[] times = bootstrap.next();
      add(ofSentence, times, heads, before);
      add(ofOther, times, heads, after);
    });
    List<Interval> changes = new ArrayList<>();
    for (int role = 0; role < heads.size(); role++) {
      changes.add(after.get(role).intervalOfChange(before.get(role)));
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
