package io.blick.lens.report.heads;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.table.Column;
import io.blick.lens.trace.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How often one head is right.
 *
 * @param head which
 * @param cases how many there are
 * @param hits in how many of them it is right
 * @param interval in which its accuracy lies; only the best head has one
 */
record HeadHits(Head head, int cases, int hits, Optional<Interval> interval) {

  /**
   * Returns those of all heads, by layer, then by head.
   *
   * @param hits of each layer of each head (L, H)
   * @param interval that of the best head
   */
  static List<HeadHits> all(List<List<Integer>> hits, int cases, Head best, Interval interval) {
    List<HeadHits> all = new ArrayList<>();
    for (int layer = 0; layer < hits.size(); layer++) {
      for (int at = 0; at < hits.get(layer).size(); at++) {
        var head = new Head(layer, at);
        Optional<Interval> its = head.equals(best) ? Optional.of(interval) : Optional.empty();
        all.add(new HeadHits(head, cases, hits.get(layer).get(at), its));
      }
    }
    return all;
  }

  /** Returns hits / cases. */
  double accuracy() {
    return hits / (double) cases;
  }

  /** Returns what programs read of a head in a row: {@code hits accuracy low high}. */
  static <R> List<Column<R>> columns(Function<R, HeadHits> head) {
    return List.of(
        Column.count("hits", row -> head.apply(row).hits),
        Column.number("accuracy", 3, row -> head.apply(row).accuracy()),
        Column.maybe("low", 3, row -> head.apply(row).bound(Interval::low)),
        Column.maybe("high", 3, row -> head.apply(row).bound(Interval::high)));
  }

  private OptionalDouble bound(ToDoubleFunction<Interval> end) {
    return interval.stream().mapToDouble(end).findFirst();
  }
}
