package io.blick.lens.roles;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.corpus.SyntacticWord;
import io.blick.lens.run.Opening;
import io.blick.lens.run.TreebankSentence;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The cases of all relations and directions, as they are gathered sentence by sentence. */
final class RoleTable implements AutoCloseable {
  private final RolesOptions options;
  private final int width;
  private final int heads;
  private final int examples;
  private final Optional<KeptSentences> kept;
  private final Map<String, Map<Direction, RoleTally>> byRelation = new TreeMap<>();
  private final List<RoleTally> byNumber = new ArrayList<>();
  private final CaseFile cases;
  private long words;

  /**
   * Begins without a case.
   *
   * @param examples cases to keep of each kind
   */
  RoleTable(RolesOptions options, TextModel model, int examples) {
    this.options = options;
    this.width = model.heads();
    this.heads = model.layers() * width;
    this.examples = examples;
    this.kept = examples > 0 ? Optional.of(new KeptSentences()) : Optional.empty();
    this.cases =
        Opening.next(() -> new CaseFile(heads), () -> kept.ifPresent(KeptSentences::close));
  }

  /** Takes the next sentence. */
  void add(TreebankSentence sentence, StrongestTargets targets) {
    List<KeptSentences.Pair> pairs = pairs(sentence.words());
    List<CaseFile.Case> ofSentence = new ArrayList<>();
    for (KeptSentences.Pair pair : pairs) {
      var correct = new CorrectHeads(targets, pair.from(), pair.to(), heads);
      byNumber.get(pair.role()).add(cases.sentences(), pair.to() - pair.from(), correct);
      ofSentence.add(new CaseFile.Case(pair.role(), correct));
    }
    cases.add(ofSentence);
    kept.ifPresent(file -> file.add(sentence, pairs, targets));
    words += sentence.words().size();
  }

  private List<KeptSentences.Pair> pairs(List<SyntacticWord> sentence) {
    List<KeptSentences.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < sentence.size(); i++) {
      SyntacticWord word = sentence.get(i);
      String relation = options.subtypes().relation(word.relation());
      if (word.head() != 0 && options.measures(relation)) {
        int dependent = i;
        int head = word.head() - 1;
        tallies(relation)
            .forEach((direction, tally) -> pairs.add(
                switch (direction) {
                  case DEPENDENT_TO_HEAD -> new KeptSentences.Pair(tally.number(), dependent, head);
                  case HEAD_TO_DEPENDENT -> new KeptSentences.Pair(tally.number(), head, dependent);
                }));
      }
    }
    return pairs;
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

  int sentences() {
    return cases.sentences();
  }

  long words() {
    return words;
  }

  /** Returns what the heads do with each relation that has a case, by name, then by direction. */
  List<Role> roles() {
    return roles(_ -> Optional.empty());
  }

  /**
   * Returns the same, and what becomes of it when heads are silenced.
   *
   * @param silenced the same cases of the model with those heads silenced
   */
  List<Role> roles(RoleTable silenced) {
    List<RoleDraws.Change> changes = new RoleDraws(cases).changes(silenced.cases, best());
    List<Interval> after = new RoleDraws(silenced.cases).intervals(silenced.best());
    return roles(tally -> {
      int number = tally.number();
      RoleTally other = silenced.byNumber.get(number);
      return Optional.of(other.silenced(tally, changes.get(number), after.get(number), width));
    });
  }

  private List<Role> roles(Function<RoleTally, Optional<SilencedRole>> silenced) {
    List<List<Interval>> drawn = drawn();
    var choice = new ExampleChoice(best(), examples);
    kept.ifPresent(file -> file.each(choice::take));
    List<Role> roles = new ArrayList<>();
    byRelation.forEach((relation, both) -> both.forEach((direction, tally) -> roles.add(tally
        .role(relation, direction, drawn.get(tally.number()), width)
        .with(choice.of(tally.number()), silenced.apply(tally)))));
    return roles;
  }

  private List<Integer> best() {
    return byNumber.stream().map(RoleTally::best).toList();
  }

  /** Returns the intervals of each tally's best heads. */
  private List<List<Interval>> drawn() {
    List<List<Integer>> ranked =
        byNumber.stream().map(tally -> tally.ranked(options.top())).toList();
    List<List<Interval>> drawn = new ArrayList<>();
    ranked.forEach(_ -> drawn.add(new ArrayList<>()));
    // A pass for each rank, so that memory holds the draws of one head at a time.
    for (int rank = 0; rank < Math.min(options.top(), heads); rank++) {
      int now = rank;
      List<Interval> intervals = new RoleDraws(cases)
          .intervals(ranked.stream().map(all -> all.get(now)).toList());
      for (int role = 0; role < intervals.size(); role++) {
        drawn.get(role).add(intervals.get(role));
      }
    }
    return drawn;
  }

  @Override
  public void close() {
    cases.close();
    kept.ifPresent(KeptSentences::close);
  }
}
