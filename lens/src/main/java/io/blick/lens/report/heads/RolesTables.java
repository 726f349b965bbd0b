package io.blick.lens.report.heads;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.draw.Numbers;
import io.blick.lens.roles.Role;
import io.blick.lens.roles.Roles;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tables of {@link Roles}. */
final class RolesTables {
  private static final String NOTHING = "–";
  private static final int WIDEST_RELATION = 16;

  private static final List<Column<Ranked>> FOR_PEOPLE = List.of(
      Column.<Ranked>text("relation", row -> row.role.relation()).atMost(WIDEST_RELATION),
      Column.text("who looks", row -> direction(row.role)),
      Column.count("cases", row -> row.role.cases()),
      Column.<Ranked>head(row -> row.best().head()).named("best head"),
      Column.<Ranked>number("right", 3, row -> row.best().accuracy())
          .bar(row -> row.best().accuracy()),
      Column.text("95 %", RolesTables::interval),
      Column.<Ranked>maybe("held out", 3, row -> heldOut(row.role))
          .shown(row -> row.onlyFirst(heldOutHead(row.role)))
          .bar(row -> row.rank == 0 ? heldOut(row.role).orElse(0) : 0),
      Column.<Ranked>count("cases", row -> row.role.cases())
          .shown(row -> row.onlyFirst(heldOutCases(row.role))),
      Column.<Ranked>number("best offset", 3, row -> row.role.offset().accuracy())
          .shown(row -> row.onlyFirst(offset(row.role)))
          .bar(row -> row.rank == 0 ? row.role.offset().accuracy() : 0));

  private static final List<Column<RoleHead>> FOR_PROGRAMS = Stream.concat(
          Stream.of(
              Column.<RoleHead>text("relation", row -> row.role.relation()),
              Column.<RoleHead>text("direction", row -> row.role.direction().label()),
              Column.<RoleHead>count("cases", row -> row.role.cases()),
              Column.<RoleHead>head(row -> row.hits.head())),
          HeadAccuracies.<RoleHead>columns(RoleHead::hits).stream())
      .toList();

  private RolesTables() {}

  /** Returns a row for each relation, direction and best head, the most frequent first. */
  static Table<Ranked> people(Roles roles) {
    List<Ranked> rows = byCases(roles).stream()
        .flatMap(role -> IntStream.range(0, role.top().size()).mapToObj(i -> new Ranked(role, i)))
        .toList();
    return new Table<>(FOR_PEOPLE, rows);
  }

  /** Returns the relations, the most frequent first. */
  static List<Role> byCases(Roles roles) {
    return roles.relations().stream()
        .sorted(Comparator.comparingInt(Role::cases).reversed())
        .toList();
  }

  /** Returns a row for each relation, direction and head. */
  static Table<RoleHead> programs(Roles roles) {
    List<RoleHead> rows = roles.relations().stream()
        .flatMap(
            role -> HeadAccuracies.of(role).heads().stream().map(hits -> RoleHead.of(role, hits)))
        .toList();
    return new Table<>(
        roles.silenced().isEmpty()
            ? FOR_PROGRAMS
            : Stream.concat(FOR_PROGRAMS.stream(), SilencedTables.FOR_PROGRAMS.stream())
                .toList(),
        rows);
  }

  /** One of the best heads of a relation in one direction. */
  record Ranked(Role role, int rank) {
    Role.Best best() {
      return role.top().get(rank);
    }

    /** Returns a cell that stands beside the first head alone. */
    String onlyFirst(String cell) {
      return rank == 0 ? cell : "";
    }
  }

  /**
   * One head, and one relation in one direction.
   *
   * @param hits of the head; with an interval if it is one of the best
   */
  record RoleHead(Role role, HeadAccuracies.HeadHits hits) {
    static RoleHead of(Role role, HeadAccuracies.HeadHits hits) {
      Optional<Interval> interval = role.top().stream()
          .filter(best -> best.head().equals(hits.head()))
          .map(Role.Best::interval)
          .findFirst();
      return new RoleHead(
          role, new HeadAccuracies.HeadHits(hits.head(), hits.cases(), hits.hits(), interval));
    }
  }

  /** Returns a direction for people. */
  static String direction(Role role) {
    return switch (role.direction()) {
      case DEPENDENT_TO_HEAD -> "dep → head";
      case HEAD_TO_DEPENDENT -> "head → dep";
    };
  }

  private static String interval(Ranked row) {
    Role.Best best = row.best();
    return Intervals.shown(best.interval()) + Intervals.mark(row.role.proportion(best.head()));
  }

  private static OptionalDouble heldOut(Role role) {
    return role.heldOut().stream().mapToDouble(Role.HeldOut::accuracy).findFirst();
  }

  private static String heldOutCases(Role role) {
    return role.heldOut().map(held -> Integer.toString(held.cases())).orElse(NOTHING);
  }

  private static String heldOutHead(Role role) {
    return role.heldOut()
        .map(held -> held.head().name() + " " + Numbers.weight(held.accuracy()))
        .orElse(NOTHING);
  }

  private static String offset(Role role) {
    return "%+d %s"
        .formatted(role.offset().offset(), Numbers.weight(role.offset().accuracy()));
  }
}
