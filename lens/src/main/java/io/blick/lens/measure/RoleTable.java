package io.blick.lens.measure;

import io.blick.lens.corpus.SyntacticWord;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The cases of all relations and directions, as they are gathered sentence by sentence. */
final class RoleTable {
  private final RolesOptions.Subtypes subtypes;
  private final int width;
  private final int heads;
  private final Map<String, Map<Direction, Cases>> cases = new TreeMap<>();
  private int sentences;
  private long words;

  RoleTable(RolesOptions.Subtypes subtypes, TextModel model) {
    this.subtypes = subtypes;
    this.width = model.heads();
    this.heads = model.layers() * width;
  }

  /** Takes the next sentence. */
  void add(List<SyntacticWord> sentence, Pointing pointing) {
    for (int i = 0; i < sentence.size(); i++) {
      SyntacticWord word = sentence.get(i);
      if (word.head() != 0) {
        String relation = subtypes.relation(word.relation());
        add(cases.computeIfAbsent(relation, _ -> both()), i, word.head() - 1, pointing);
      }
    }
    sentences++;
    words += sentence.size();
  }

  private void add(Map<Direction, Cases> both, int dependent, int head, Pointing pointing) {
    both.forEach((direction, its) -> {
      switch (direction) {
        case DEPENDENT_TO_HEAD -> its.add(sentences, dependent, head, pointing);
        case HEAD_TO_DEPENDENT -> its.add(sentences, head, dependent, pointing);
      }
    });
  }

  private Map<Direction, Cases> both() {
    Map<Direction, Cases> both = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      both.put(direction, new Cases(heads));
    }
    return both;
  }

  int sentences() {
    return sentences;
  }

  long words() {
    return words;
  }

  /** Returns what the heads do with each relation that has a case, by name, then by direction. */
  List<Role> roles() {
    List<Cases> all =
        cases.values().stream().flatMap(its -> its.values().stream()).toList();
    List<Sample> samples = all.stream()
        .map(its -> Sample.of(its, Hits.of(its, Hits.Part.ALL, heads).best()))
        .toList();
    var intervals = Bootstrap.intervals(sentences, samples).iterator();
    List<Role> roles = new ArrayList<>();
    cases.forEach((relation, both) -> both.forEach(
        (direction, its) -> roles.add(role(relation, direction, its, intervals.next()))));
    return roles;
  }

  private Role role(String relation, Direction direction, Cases its, Bootstrap.Interval interval) {
    Hits hits = Hits.of(its, Hits.Part.ALL, heads);
    int best = hits.best();
    return new Role(
        relation,
        direction,
        its.size(),
        hits.byLayer(width),
        new Role.Best(Hits.at(best, width), hits.accuracy(best), interval.low(), interval.high()),
        heldOut(its),
        Offsets.best(its));
  }

  private Optional<Role.HeldOut> heldOut(Cases its) {
    Hits even = Hits.of(its, Hits.Part.EVEN, heads);
    if (even.cases() == 0) {
      return Optional.empty();
    }
    int chosen = Hits.of(its, Hits.Part.ODD, heads).best();
    return Optional.of(
        new Role.HeldOut(Hits.at(chosen, width), even.accuracy(chosen), even.cases()));
  }
}
