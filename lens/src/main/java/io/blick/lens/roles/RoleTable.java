package io.blick.lens.roles;

import io.blick.lens.bootstrap.Bootstrap;
import io.blick.lens.bootstrap.BootstrapProportion;
import io.blick.lens.corpus.SyntacticWord;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cases of all relations and directions, as they are gathered sentence by sentence. */
final class RoleTable implements AutoCloseable {
  private final RolesOptions.Subtypes subtypes;
  private final int width;
  private final int heads;
  private final Map<String, Map<Direction, RoleTally>> byRelation = new TreeMap<>();
  private final List<RoleTally> byNumber = new ArrayList<>();
  private final CaseFile cases;
  private long words;

  RoleTable(RolesOptions.Subtypes subtypes, TextModel model) {
    this.subtypes = subtypes;
    this.width = model.heads();
    this.heads = model.layers() * width;
    this.cases = new CaseFile(heads);
  }

  /** Takes the next sentence. */
  void add(List<SyntacticWord> sentence, StrongestTargets pointing) {
    List<CaseFile.Case> its = new ArrayList<>();
    for (int i = 0; i < sentence.size(); i++) {
      SyntacticWord word = sentence.get(i);
      if (word.head() != 0) {
        int dependent = i;
        int head = word.head() - 1;
        tallies(subtypes.relation(word.relation()))
            .forEach((direction, tally) -> its.add(
                switch (direction) {
                  case DEPENDENT_TO_HEAD -> counted(tally, dependent, head, pointing);
                  case HEAD_TO_DEPENDENT -> counted(tally, head, dependent, pointing);
                }));
      }
    }
    cases.add(its);
    words += sentence.size();
  }

  private Map<Direction, RoleTally> tallies(String relation) {
    return byRelation.computeIfAbsent(relation, _ -> {
      Map<Direction, RoleTally> both = new EnumMap<>(Direction.class);
      for (Direction direction : Direction.values()) {
        byNumber.add(new RoleTally(byNumber.size(), heads));
        both.put(direction, byNumber.getLast());
      }
      return both;
    });
  }

  private CaseFile.Case counted(RoleTally tally, int from, int to, StrongestTargets pointing) {
    var right = new CorrectHeads(pointing, from, to, heads);
    tally.add(cases.sentences(), to - from, right);
    return new CaseFile.Case(tally.number(), right);
  }

  int sentences() {
    return cases.sentences();
  }

  long words() {
    return words;
  }

  /** Returns what the heads do with each relation that has a case, by name, then by direction. */
  List<Role> roles() {
    List<BootstrapProportion> drawn = drawn();
    List<Role> roles = new ArrayList<>();
    byRelation.forEach((relation, both) -> both.forEach((direction, tally) ->
        roles.add(tally.role(relation, direction, drawn.get(tally.number()).interval(), width))));
    return roles;
  }

  /** Draws sentences again, for the best head of each tally. */
  private List<BootstrapProportion> drawn() {
    List<BootstrapProportion> drawn =
        byNumber.stream().map(_ -> new BootstrapProportion()).toList();
    var draws = new Bootstrap(sentences());
    cases.each(its -> {
      int[] times = draws.next();
      for (CaseFile.Case one : its) {
        int best = byNumber.get(one.role()).best();
        drawn.get(one.role()).add(times, one.right().has(best));
      }
    });
    return drawn;
  }

  @Override
  public void close() {
    cases.close();
  }
}
