package io.blick.lens.report.heads;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.draw.Numbers;
import io.blick.lens.report.heads.RolesTables.RoleHead;
import io.blick.lens.roles.Role;
import io.blick.lens.roles.Roles;
import io.blick.lens.roles.SilencedRole;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.trace.Head;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of {@link Roles} with heads silenced. */
final class SilencedTables {
  /** The columns {@code silencedHits silencedAccuracy change changeLow changeHigh}. */
  static final List<Column<RoleHead>> FOR_PROGRAMS = List.of(
      Column.count("silencedHits", SilencedTables::hits),
      Column.number(
          "silencedAccuracy", 3, row -> (double) hits(row) / row.role().cases()),
      Column.number(
          "change",
          3,
          row -> SilencedRole.change(row.hits().hits(), hits(row), row.role().cases())),
      Column.maybe("changeLow", 3, row -> bound(row, Interval::low)),
      Column.maybe("changeHigh", 3, row -> bound(row, Interval::high)),
      Column.maybeCount("changed", SilencedTables::changed));

  private static final String NOTHING = "–";
  private static final int WIDEST_RELATION = 16;

  private static final List<Column<Row>> FOR_PEOPLE = List.of(
      Column.<Row>text("relation", row -> row.role.relation()).atMost(WIDEST_RELATION),
      Column.text("who looks", row -> RolesTables.direction(row.role)),
      Column.count("cases", row -> row.role.cases()),
      Column.<Row>head(row -> row.role.best().head()).named("best head"),
      Column.number("before", 3, row -> row.role.best().accuracy()),
      Column.number("silenced", 3, row -> row.silenced.accuracy()),
      Column.<Row>number("change", 3, row -> row.silenced.change()).shown(SilencedTables::change),
      Column.text("95 %", SilencedTables::interval),
      Column.<Row>head(row -> row.silenced.best().head()).named("best then"),
      Column.number("right", 3, row -> row.silenced.best().accuracy()));

  private SilencedTables() {}

  /**
   * A relation in one direction, and what becomes of it.
   *
   * @param lowestLayer of a silenced head, from 0
   */
  record Row(Role role, SilencedRole silenced, int lowestLayer) {
    /** Whether the head that was best before gets other vectors than before. */
    boolean canChange() {
      return role.best().head().layer() > lowestLayer;
    }
  }

  /** Returns a row for each relation and direction, the most frequent first. */
  static Table<Row> people(Roles roles) {
    int lowestLayer = roles.silenced().getFirst().layer();
    List<Row> rows = RolesTables.byCases(roles).stream()
        .flatMap(
            role -> role.silenced().stream().map(silenced -> new Row(role, silenced, lowestLayer)))
        .toList();
    return new Table<>(FOR_PEOPLE, rows);
  }

  /** Returns sentences on how to read the table. */
  static List<String> sentences(Roles roles) {
    String names = roles.silenced().stream().map(Head::name).collect(Collectors.joining(", "));
    Head first = roles.silenced().getFirst();
    return List.of(
        ("Silenced: %s. A silenced head gives zeros to what comes after it. What it looks at itself"
                + " comes of the layer below, and so it still has weights, and may still be the"
                + " best. Heads up to layer %d look as before, and have – for a change.")
            .formatted(names, first.layer() + 1),
        "change: of the head that was best before, in the same cases; 95 %: both times the same"
            + " sentences, drawn anew 1,000 times. * Fewer than %d cases, or fewer than %d that"
                .formatted(Proportion.MANY, Proportion.FEWEST)
            + " change, or fewer than %d that do not: the interval may be much too narrow."
                .formatted(Proportion.FEWEST)
            + " Of many intervals some leave out 0 by chance.",
        "A model was never trained on zeros: what changes may be the harm of an unusual input.");
  }

  private static String change(Row row) {
    return row.canChange() ? Numbers.signed(row.silenced.change(), 3) : NOTHING;
  }

  private static String interval(Row row) {
    if (!row.canChange()) {
      return NOTHING;
    }
    Interval interval = row.silenced.interval();
    // Cases that change count as hits: where all of them are alike, each draw is alike, too.
    var changed = new Proportion(row.silenced.changed(), row.role.cases());
    return "%s to %s%s"
        .formatted(
            Numbers.signed(interval.low(), 2),
            Numbers.signed(interval.high(), 2),
            Intervals.mark(changed));
  }

  private static int hits(RoleHead row) {
    Head head = row.hits().head();
    return row.role()
        .silenced()
        .map(silenced -> silenced.hits().get(head.layer()).get(head.head()))
        .orElseThrow();
  }

  private static OptionalLong changed(RoleHead row) {
    return ofBest(row).mapToLong(SilencedRole::changed).findFirst();
  }

  private static OptionalDouble bound(RoleHead row, ToDoubleFunction<Interval> end) {
    return ofBest(row).map(SilencedRole::interval).mapToDouble(end).findFirst();
  }

  private static Stream<SilencedRole> ofBest(RoleHead row) {
    return row.role().silenced().stream()
        .filter(_ -> row.role().best().head().equals(row.hits().head()));
  }
}
