package io.blick.lens.report.heads;

import io.blick.lens.draw.Numbers;
import io.blick.lens.roles.Role;
import io.blick.lens.roles.Roles;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The tables of {@link Roles}. */
final class RolesTables {
  private static final String NOTHING = "–";
  private static final int WIDEST_RELATION = 16;

  private static final List<Column<Role>> FOR_PEOPLE = List.of(
      Column.text("relation", Role::relation).atMost(WIDEST_RELATION),
      Column.text("who looks", RolesTables::direction),
      Column.count("cases", Role::cases),
      Column.<Role>head(role -> role.best().head()).named("best head"),
      Column.<Role>number("right", 3, role -> role.best().accuracy())
          .bar(role -> role.best().accuracy()),
      Column.text("95 %", RolesTables::interval),
      Column.<Role>maybe("held out", 3, RolesTables::heldOut)
          .shown(RolesTables::heldOutHead)
          .bar(role -> heldOut(role).orElse(0)),
      Column.maybe("cases", 0, RolesTables::heldOutCases),
      Column.<Role>number("best offset", 3, role -> role.offset().accuracy())
          .shown(RolesTables::offset)
          .bar(role -> role.offset().accuracy()));

  private static final List<Column<RoleHead>> FOR_PROGRAMS = Stream.concat(
          Stream.of(
              Column.<RoleHead>text("relation", row -> row.role.relation()),
              Column.<RoleHead>text("direction", row -> row.role.direction().label()),
              Column.<RoleHead>count("cases", row -> row.role.cases()),
              Column.<RoleHead>head(row -> row.hits.head())),
          HeadAccuracies.<RoleHead>columns(RoleHead::hits).stream())
      .toList();

  private RolesTables() {}

  /** Returns a row for each relation and direction, the most frequent first. */
  static Table<Role> people(Roles roles) {
    List<Role> rows = roles.relations().stream()
        .sorted(Comparator.comparingInt(Role::cases).reversed())
        .toList();
    return new Table<>(FOR_PEOPLE, rows);
  }

  /** Returns a row for each relation, direction and head. */
  static Table<RoleHead> programs(Roles roles) {
    List<RoleHead> rows = roles.relations().stream()
        .flatMap(
            role -> HeadAccuracies.of(role).heads().stream().map(hits -> new RoleHead(role, hits)))
        .toList();
    return new Table<>(FOR_PROGRAMS, rows);
  }

  /** One head, and one relation in one direction. */
  record RoleHead(Role role, HeadAccuracies.HeadHits hits) {}

  private static String direction(Role role) {
    return switch (role.direction()) {
      case DEPENDENT_TO_HEAD -> "dep → head";
      case HEAD_TO_DEPENDENT -> "head → dep";
    };
  }

  private static String interval(Role role) {
    return Intervals.shown(role.best().interval()) + Intervals.mark(role.proportion());
  }

  private static OptionalDouble heldOut(Role role) {
    return role.heldOut().stream().mapToDouble(Role.HeldOut::accuracy).findFirst();
  }

  private static OptionalDouble heldOutCases(Role role) {
    return role.heldOut().stream().mapToDouble(Role.HeldOut::cases).findFirst();
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
