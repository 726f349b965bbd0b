package io.blick.lens.report.heads;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.coreference.NameHits;
import io.blick.lens.coreference.Pronouns;
import io.blick.lens.json.JsonWriter;
import io.blick.lens.roles.Role;
import io.blick.lens.table.Column;
import io.blick.lens.trace.Head;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The accuracy of each head over the same cases, as measured for a syntactic role or for pronouns.
 *
 * @param cases the number of cases
 * @param hits of each layer of each head the cases in which it is right (L, H)
 * @param best the head with the most hits
 * @param interval the confidence interval of the best head's accuracy
 * @param heldOut the head chosen on one half of the corpus and measured on the other; empty if
 *     there are no cases to measure it on
 */
record HeadAccuracies(
    int cases, List<List<Integer>> hits, Head best, Interval interval, Optional<HeldOut> heldOut) {

  /**
   * A head chosen on the odd sentences or examples of a corpus, with its accuracy over the cases of
   * the even ones.
   */
  record HeldOut(Head head, double accuracy, int cases) {}

  static HeadAccuracies of(Role role) {
    return new HeadAccuracies(
        role.cases(),
        role.hits(),
        role.best().head(),
        role.best().interval(),
        role.heldOut().map(held -> new HeldOut(held.head(), held.accuracy(), held.cases())));
  }

  static HeadAccuracies of(Pronouns pronouns) {
    NameHits all = pronouns.all();
    return new HeadAccuracies(
        all.cases(),
        all.heads(),
        pronouns.best(),
        pronouns.interval(),
        pronouns
            .heldOut()
            .map(held -> new HeldOut(held.head(), held.accuracy(), held.hits().cases())));
  }

  /** Writes {@code cases}, {@code hits}, {@code best} and {@code heldOut}. */
  void json(JsonWriter json) throws IOException {
    json.count("cases", cases)
        .countRows("hits", hits)
        .object(
            "best",
            one -> one.head(best)
                .number("accuracy", head(best.layer(), best.head()).accuracy())
                .interval(interval))
        .object(
            "heldOut",
            heldOut,
            (one, held) ->
                one.head(held.head).number("accuracy", held.accuracy).count("cases", held.cases));
  }

  /** Returns the hits of all heads, by layer, then by head. */
  List<HeadHits> heads() {
    List<HeadHits> heads = new ArrayList<>();
    for (int layer = 0; layer < hits.size(); layer++) {
      for (int head = 0; head < hits.get(layer).size(); head++) {
        heads.add(head(layer, head));
      }
    }
    return heads;
  }

  private HeadHits head(int layer, int index) {
    var head = new Head(layer, index);
    return new HeadHits(
        head,
        cases,
        hits.get(layer).get(index),
        head.equals(best) ? Optional.of(interval) : Optional.empty());
  }

  /** The hits of one head; only the best head has an interval. */
  record HeadHits(Head head, int cases, int hits, Optional<Interval> interval) {

    /** Returns hits / cases. */
    double accuracy() {
      return hits / (double) cases;
    }

    private OptionalDouble bound(ToDoubleFunction<Interval> end) {
      return interval.stream().mapToDouble(end).findFirst();
    }
  }

  /** Returns the columns {@code hits accuracy low high} of the head of a row. */
  static <R> List<Column<R>> columns(Function<R, HeadHits> head) {
    return List.of(
        Column.count("hits", row -> head.apply(row).hits),
        Column.number("accuracy", 3, row -> head.apply(row).accuracy()),
        Column.maybe("low", 3, row -> head.apply(row).bound(Interval::low)),
        Column.maybe("high", 3, row -> head.apply(row).bound(Interval::high)));
  }
}
