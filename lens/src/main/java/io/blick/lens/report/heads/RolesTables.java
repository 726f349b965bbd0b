package io.blick.lens.report.heads;

import io.blick.lens.bootstrap.Interval;
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

  private static final List<Column<Role>> OF_A_RELATION = List.of(
      Column.text("relation", Role::relation).atMost(WIDEST_RELATION),
      Column.text("who looks", RolesTables::direction),
      Column.count("cases", Role::cases),
      Column.<Role>head(role -> role.best().head()).named("best head"),
      Column.<Role>number("right", 3, role -> role.best().accuracy())
          .bar(role -> role.best().accuracy()),
      Column.text("95 %", role -> interval(role.best().interval())),
      Column.<Role>maybe("held out", 3, RolesTables::heldOut)
          .shown(RolesTables::heldOutHead)
          .bar(role -> heldOut(role).orElse(0)),
      Column.maybe("cases", 0, RolesTables::heldOutCases),
      Column.<Role>number("best offset", 3, role -> role.offset().accuracy())
          .shown(RolesTables::offset)
          .bar(role -> role.offset().accuracy()));

  private static final List<Column<OfHead>> OF_A_HEAD = Stream.concat(
          Stream.of(
              Column.<OfHead>text("relation", row -> row.role.relation()),
              Column.<OfHead>text("direction", row -> row.role.direction().label()),
              Column.<OfHead>count("cases", row -> row.role.cases()),
              Column.<OfHead>head(row -> row.hits.head())),
          HeadHits.<OfHead>columns(OfHead::hits).stream())
      .toList();

  private RolesTables() {}

  /** Returns a row for each relation and direction, the most frequent first. */
  static Table<Role> people(Roles roles) {
    List<Role> rows = roles.relations().stream()
        .sorted(Comparator.comparingInt(Role::cases).reversed())
        .toList();
    return new Table<>(OF_A_RELATION, rows);
  }

  /** Returns a row for each relation, direction and head. */
  static Table<OfHead> programs(Roles roles) {
    List<OfHead> rows = roles.relations().stream()
        .flatMap(role ->
            HeadHits.all(
                    role.hits(), role.cases(), role.best().head(), role.best().interval())
                .stream()
                .map(hits -> new OfHead(role, hits)))
        .toList();
    return new Table<>(OF_A_HEAD, rows);
  }

  /** One head and one relation in one direction. */
  record OfHead(Role role, HeadHits hits) {}

  private static String direction(Role role) {
    return switch (role.direction()) {
      case DEPENDENT_TO_HEAD -> "dep → head";
      case HEAD_TO_DEPENDENT -> "head → dep";
    };
  }

  private static String interval(Interval interval) {
    return Numbers.fixed(interval.low(), 2) + "–" + Numbers.fixed(interval.high(), 2);
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
