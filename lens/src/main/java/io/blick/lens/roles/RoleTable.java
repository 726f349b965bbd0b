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
  void add(List<SyntacticWord> sentence, StrongestTargets targets) {
    List<CaseFile.Case> ofSentence = new ArrayList<>();
    for (int i = 0; i < sentence.size(); i++) {
      SyntacticWord word = sentence.get(i);
      if (word.head() != 0) {
        int dependent = i;
        int head = word.head() - 1;
        tallies(subtypes.relation(word.relation()))
            .forEach((direction, tally) -> ofSentence.add(
                switch (direction) {
                  case DEPENDENT_TO_HEAD -> counted(tally, dependent, head, targets);
                  case HEAD_TO_DEPENDENT -> counted(tally, head, dependent, targets);
                }));
      }
    }
    cases.add(ofSentence);
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

  private CaseFile.Case counted(RoleTally tally, int from, int to, StrongestTargets targets) {
    var correct = new CorrectHeads(targets, from, to, heads);
    tally.add(cases.sentences(), to - from, correct);
    return new CaseFile.Case(tally.number(), correct);
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

  /** Returns the accuracy of each tally's best head in each bootstrap draw of sentences. */
  private List<BootstrapProportion> drawn() {
    List<BootstrapProportion> drawn =
        byNumber.stream().map(_ -> new BootstrapProportion()).toList();
    var bootstrap = new Bootstrap(sentences());
    cases.each(ofSentence -> {
      int[] times = bootstrap.next();
      for (CaseFile.Case one : ofSentence) {
        int best = byNumber.get(one.role()).best();
        drawn.get(one.role()).add(times, one.correct().has(best));
      }
    });
    return drawn;
  }

  @Override
  public void close() {
    cases.close();
  }
}
